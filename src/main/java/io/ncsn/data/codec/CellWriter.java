package io.ncsn.data.codec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/**
 * Writes a finite double as a cell of a column's type, rounded half to even and clamped to the
 * type's range. Numbers of fixed width are not boxed.
 */
@FunctionalInterface
interface CellWriter extends Serializable {
  void write(InternalRow row, int ordinal, double value);

  static CellWriter of(DataType type) {
    if (type instanceof DecimalType decimal) {
      int precision = decimal.precision();
      int scale = decimal.scale();
      return (row, i, value) ->
          row.setDecimal(
              i, Decimal.apply(decimal(value, precision, scale), precision, scale), precision);
    }
    return switch (type.typeName()) {
      case "byte" ->
          (row, i, value) -> row.setByte(i, (byte) within(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case "short" ->
          (row, i, value) ->
              row.setShort(i, (short) within(value, Short.MIN_VALUE, Short.MAX_VALUE));
      case "integer" ->
          (row, i, value) ->
              row.setInt(i, (int) within(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case "long" -> (row, i, value) -> row.setLong(i, (long) Math.rint(value)); // the cast clamps
      case "float" ->
          (row, i, value) ->
              row.setFloat(i, (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value)));
      case "double" -> InternalRow::setDouble;
      default -> throw new IllegalArgumentException("Cannot write numbers as " + type.sql());
    };
  }

  private static double within(double value, double least, double greatest) {
    return Math.max(least, Math.min(greatest, Math.rint(value)));
  }

  private static BigDecimal decimal(double value, int precision, int scale) {
    BigDecimal rounded = new BigDecimal(value).setScale(scale, RoundingMode.HALF_EVEN);
    BigDecimal greatest =
        new BigDecimal(BigInteger.TEN.pow(precision).subtract(BigInteger.ONE), scale);
    return rounded.min(greatest).max(greatest.negate());
  }
}
