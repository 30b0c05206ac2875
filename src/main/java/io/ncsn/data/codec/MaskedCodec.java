package io.ncsn.data.codec;

import io.ncsn.channels.ChannelGroup;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;

/**
 * A column in which null stands for a value that is not known. Its values are then NaN.
 *
 * @param column how its other cells are read and written
 */
public record MaskedCodec(ColumnCodec column) implements ColumnCodec {
  @Override
  public String name() {
    return column.name();
  }

  @Override
  public String type() {
    return column.type();
  }

  @Override
  public NumberLine line() {
    return column.line();
  }

  @Override
  public int width() {
    return column.width();
  }

  @Override
  public List<ChannelGroup> groups(int first) {
    return column.groups(first);
  }

  @Override
  public int nullLevel() {
    return column.nullLevel();
  }

  @Override
  public ColumnCodec ofKnownCells() {
    return column;
  }

  @Override
  public boolean writesNull() {
    return column.writesNull();
  }

  @Override
  public boolean reads(DataType found) {
    return column.reads(found);
  }

  @Override
  public String needs() {
    return column.needs();
  }

  @Override
  public CellEncoder encoder(DataType found) {
    return new Encoder(column.encoder(found), width());
  }

  @Override
  public CellDecoder decoder() {
    return column.decoder();
  }

  @Override
  public double logShare(double[] values, int at) {
    return column.logShare(values, at);
  }

  @Override
  public CellEncoder partialEncoder(DataType found) {
    return new Encoder(column.partialEncoder(found), width());
  }

  @Override
  public double mean(int part) {
    return column.mean(part);
  }

  @Override
  public double scale(int part) {
    return column.scale(part);
  }

  /** Reads cells. */
  private record Encoder(CellEncoder known, int width) implements CellEncoder {
    @Override
    public BadRowReason encode(SpecializedGetters cells, int ordinal, double[] values, int at) {
      if (!cells.isNullAt(ordinal)) {
        return known.encode(cells, ordinal, values, at);
      }
      Arrays.fill(values, at, at + width, Double.NaN);
      return null;
    }
  }
}
