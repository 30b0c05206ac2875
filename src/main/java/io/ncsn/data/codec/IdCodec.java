package io.ncsn.data.codec;

import io.ncsn.channels.ChannelGroup;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column in which every row has a value of its own. It is never read; samples get values that are
 * their own too, and not a training row's: numbers that count on from the greatest one, or texts
 * that are made like {@code pattern}.
 *
 * @param pattern the number of the first sample, as text; or the pattern of {@link IdPattern}
 * @param first the pattern's number of the first sample; 0 for a column of numbers
 */
public record IdCodec(String name, String type, String pattern, long first) implements ColumnCodec {
  /** Returns how many different ids the column's type has room for. */
  public double room() {
    DataType cells = DataType.fromDDL(type);
    if (cells instanceof StringType) {
      return Long.MAX_VALUE;
    }
    NumberLine line = new NumberLine(type);
    return Math.max(0, greatest(cells) - line.value(line.parse(pattern)) + 1);
  }

  /** The greatest of the numbers that follow each other in steps of one. */
  private static double greatest(DataType type) {
    if (type instanceof DecimalType decimal) {
      double whole = Math.pow(10, decimal.precision() - decimal.scale()) - 1;
      return NumberLine.isReal(decimal) ? Math.min(0x1p53, whole) : whole;
    }
    return switch (type.typeName()) {
      case "byte" -> Byte.MAX_VALUE;
      case "short" -> Short.MAX_VALUE;
      case "integer", "date" -> Integer.MAX_VALUE;
      case "float" -> 0x1p24;
      case "double" -> 0x1p53;
      default -> Long.MAX_VALUE;
    };
  }

  @Override
  public int width() {
    return 0;
  }

  @Override
  public List<ChannelGroup> groups(int first) {
    return List.of();
  }

  @Override
  public boolean reads(DataType found) {
    return true;
  }

  @Override
  public CellEncoder encoder(DataType found) {
    return new ConstantCodec.NoValues();
  }

  @Override
  public CellDecoder decoder() {
    if (DataType.fromDDL(type) instanceof StringType) {
      IdPattern texts = new IdPattern(pattern);
      return (stored, at, number, random, row, ordinal) ->
          row.update(ordinal, UTF8String.fromString(texts.text(first + number)));
    }
    NumberLine line = new NumberLine(type);
    NumberLine.KeyWriter writer = line.writer();
    long start = line.parse(pattern);
    return (stored, at, number, random, row, ordinal) ->
        writer.write(
            row,
            ordinal,
            line.isReal() ? line.nearest(line.number(start) + number) : start + number);
  }
}
