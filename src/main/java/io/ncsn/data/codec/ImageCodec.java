package io.ncsn.data.codec;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Plain;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * A column of images, each an array of numbers that have one mean and one scale. Written numbers
 * are within the range of those in the training rows.
 *
 * @param size number of numbers of an image
 * @param mean what is subtracted from a number
 * @param scale what it is then divided by
 * @param least least number of the training rows
 * @param greatest greatest number of the training rows
 */
public record ImageCodec(
    String name, String type, int size, double mean, double scale, double least, double greatest)
    implements ArrayCodec {
  @Override
  public int width() {
    return size;
  }

  @Override
  public List<ChannelGroup> groups(int first) {
    return List.of(new Plain(size));
  }

  @Override
  public CellEncoder encoder(DataType element, boolean partial) {
    return new Encoder(size, CellReader.of(element), partial);
  }

  @Override
  public CellDecoder decoder() {
    DataType element = ((ArrayType) DataType.fromDDL(type)).elementType();
    CellWriter writer = CellWriter.of(element);
    StructType cells = new StructType();
    for (int i = 0; i < size; i++) {
      cells = cells.add("cell" + i, element);
    }
    StructType types = cells;
    return (stored, at, number, random, row, ordinal) -> {
      SpecificInternalRow values = new SpecificInternalRow(types);
      Object[] array = new Object[size];
      for (int i = 0; i < size; i++) {
        writer.write(values, i, value(stored[at + i]));
        array[i] = values.genericGet(i);
      }
      row.update(ordinal, new GenericArrayData(array));
    };
  }

  private double value(float unit) {
    if (!Float.isFinite(unit)) {
      throw new IllegalArgumentException(
          "Cannot decode the value %s of column '%s': need a finite one".formatted(unit, name));
    }
    return Math.max(least, Math.min(greatest, unit * scale + mean));
  }

  @Override
  public double mean(int part) {
    return mean;
  }

  @Override
  public double scale(int part) {
    return scale;
  }

  /** Returns what makes a density of standardised numbers one in the column's own units. */
  @Override
  public double logShare(double[] values, int at) {
    return -size * Math.log(scale);
  }

  /**
   * Reads arrays and judges their numbers.
   *
   * @param partial whether null is a number that is not known
   */
  private record Encoder(int size, CellReader cells, boolean partial) implements CellEncoder {
    @Override
    public BadRowReason encode(SpecializedGetters row, int ordinal, double[] values, int at) {
      if (row.isNullAt(ordinal)) {
        return BadRowReason.NULL;
      }
      ArrayData array = row.getArray(ordinal);
      if (array.numElements() != size) {
        return BadRowReason.WRONG_LENGTH;
      }
      BadRowReason reason = null;
      for (int i = 0; i < size; i++) {
        boolean isNull = array.isNullAt(i);
        if (isNull && !partial) {
          return BadRowReason.NULL;
        }
        values[at + i] = isNull ? Double.NaN : cells.read(array, i);
        if (!isNull && !Double.isFinite(values[at + i]) && reason != BadRowReason.NAN) {
          reason = Double.isNaN(values[at + i]) ? BadRowReason.NAN : BadRowReason.INFINITE;
        }
      }
      return reason;
    }
  }
}
