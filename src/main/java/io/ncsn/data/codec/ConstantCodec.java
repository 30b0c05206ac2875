package io.ncsn.data.codec;

import io.ncsn.channels.ChannelGroup;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column that holds one value, which is written in every row and never read.
 *
 * @param value the value as text; null if the column holds nothing but null
 */
public record ConstantCodec(String name, String type, String value) implements ColumnCodec {
  @Override
  public int width() {
    return 0;
  }

  @Override
  public List<ChannelGroup> groups(int first) {
    return List.of();
  }

  @Override
  public boolean writesNull() {
    return value == null;
  }

  @Override
  public boolean reads(DataType found) {
    return true;
  }

  @Override
  public CellEncoder encoder(DataType found) {
    return new NoValues();
  }

  @Override
  public CellDecoder decoder() {
    if (value == null) {
      return (stored, at, number, random, row, ordinal) -> row.setNullAt(ordinal);
    }
    if (DataType.fromDDL(type) instanceof StringType) {
      return (stored, at, number, random, row, ordinal) ->
          row.update(ordinal, UTF8String.fromString(value));
    }
    NumberLine line = new NumberLine(type);
    NumberLine.KeyWriter writer = line.writer();
    long key = line.parse(value);
    return (stored, at, number, random, row, ordinal) -> writer.write(row, ordinal, key);
  }

  /** Reads nothing from a cell, whatever it holds. */
  record NoValues() implements CellEncoder {
    @Override
    public BadRowReason encode(SpecializedGetters cells, int ordinal, double[] values, int at) {
      return null;
    }
  }
}
