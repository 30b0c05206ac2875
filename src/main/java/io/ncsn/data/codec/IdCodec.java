package io.ncsn.data.codec;

import io.ncsn.channels.ChannelGroup;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column in which every row has a value of its own. It is never read; samples get values that are
 * their own too: numbers that count on from the least one, or texts that are made like {@code
 * pattern}.
 *
 * @param pattern the least number, as text; or the pattern of {@link IdPattern}
 */
public record IdCodec(String name, String type, String pattern) implements ColumnCodec {
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
          row.update(ordinal, UTF8String.fromString(texts.text(number)));
    }
    NumberLine line = new NumberLine(type);
    NumberLine.KeyWriter writer = line.writer();
    long least = line.parse(pattern);
    return (stored, at, number, random, row, ordinal) ->
        writer.write(
            row,
            ordinal,
            line.isReal() ? line.nearest(line.number(least) + number) : least + number);
  }
}
