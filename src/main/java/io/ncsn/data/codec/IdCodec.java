package io.ncsn.data.codec;

import io.ncsn.channels.ChannelGroup;
import java.util.List;
import org.apache.spark.sql.types.DataType;
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
