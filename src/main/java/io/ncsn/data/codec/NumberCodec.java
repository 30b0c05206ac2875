package io.ncsn.data.codec;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Plain;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * A column of numbers, which are read as they are and stored standardised. Integers and decimals
 * are written rounded half to even and clamped to their type's range; a column that was constant
 * gets its constant back exactly. Other numbers are rounded to the decimal places that single
 * precision knows of the column's scale, so that what stands at the end of a column's range, such
 * as 0 where many rows hold 0, comes back as just that number.
 *
 * @param constant whether every cell is written as {@code mean}
 * @param unsigned whether no cell is below 0
 * @param mean what is subtracted from a number
 * @param scale what it is then divided by
 * @param least the least number that is not bad
 * @param greatest the greatest number that is not bad
 */
public record NumberCodec(
    String name,
    String type,
    boolean constant,
    boolean unsigned,
    double mean,
    double scale,
    double least,
    double greatest)
    implements ColumnCodec {
  private static final int SINGLE_PRECISION_PLACES = 5;

  /** Returns the codec of a column of which only the limits are known. */
  public static NumberCodec unscaled(String name, String type, double least, double greatest) {
    return new NumberCodec(name, type, false, false, 0, 1, least, greatest);
  }

  /** Returns this codec with other limits. */
  NumberCodec within(double low, double high) {
    return new NumberCodec(name, type, constant, unsigned, mean, scale, low, high);
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public List<ChannelGroup> groups(int first) {
    return List.of(new Plain(1));
  }

  @Override
  public boolean reads(DataType found) {
    return CellReader.isReadable(found);
  }

  @Override
  public CellEncoder encoder(DataType found) {
    return new Encoder(
        CellReader.of(found), NumberArrays.of(found), found instanceof StringType, least, greatest);
  }

  @Override
  public CellDecoder decoder() {
    CellWriter writer = CellWriter.of(DataType.fromDDL(type));
    double onePerLastPlace = onePerLastPlace();
    return (stored, at, number, random, row, ordinal) -> {
      double value = value(stored[at], onePerLastPlace);
      writer.write(row, ordinal, unsigned ? Math.max(0, value) : value);
    };
  }

  @Override
  public double mean(int part) {
    return mean;
  }

  @Override
  public double scale(int part) {
    return scale;
  }

  private double value(float unit, double onePerLastPlace) {
    if (!Float.isFinite(unit)) {
      throw new IllegalArgumentException(
          "Cannot decode the value %s of column '%s': need a finite one".formatted(unit, name));
    }
    return constant ? mean : rounded(unit * scale + mean, onePerLastPlace);
  }

  /** Returns how many of the last decimal place, 10⁻⁵ of the scale's leading one, make 1. */
  private double onePerLastPlace() {
    return Math.pow(10, SINGLE_PRECISION_PLACES - Math.floor(Math.log10(scale)));
  }

  private static double rounded(double value, double onePerLastPlace) {
    double rounded = Math.rint(value * onePerLastPlace) / onePerLastPlace;
    return Double.isFinite(rounded) ? rounded : value; // scales beyond 1e±300
  }

  /** Reads numbers and judges them. */
  private record Encoder(
      CellReader cells, NumberArrays arrays, boolean text, double least, double greatest)
      implements CellEncoder {
    @Override
    public BadRowReason encode(SpecializedGetters row, int ordinal, double[] values, int at) {
      if (row.isNullAt(ordinal)) {
        return BadRowReason.NULL;
      }
      double value = cells.read(row, ordinal) + 0.0; // −0 becomes 0
      if (value >= least && value <= greatest) {
        values[at] = value;
        return null;
      }
      return reason(value, row, ordinal);
    }

    private BadRowReason reason(double value, SpecializedGetters row, int ordinal) {
      if (Double.isNaN(value)) {
        boolean isText = text && !TextNumbers.isNan(row.getUTF8String(ordinal).toString());
        return isText ? BadRowReason.TEXT : BadRowReason.NAN;
      }
      return Double.isInfinite(value) ? BadRowReason.INFINITE : BadRowReason.OVERFLOW;
    }

    @Override
    public boolean encode(ColumnVector vector, int start, int count, ColumnBlock block, int at) {
      if (arrays == null || anyNull(vector, start, count)) {
        return false;
      }
      double[] column = block.column(at);
      arrays.read(vector, start, count, column, block.rows());
      boolean within = true;
      for (int i = block.rows(); i < block.rows() + count; i++) {
        within &= column[i] >= least & column[i] <= greatest;
      }
      return within;
    }

    private static boolean anyNull(ColumnVector vector, int start, int count) {
      if (vector.hasNull()) {
        for (int i = start; i < start + count; i++) {
          if (vector.isNullAt(i)) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
