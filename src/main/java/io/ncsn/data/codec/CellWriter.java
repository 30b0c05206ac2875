package io.ncsn.data.codec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;

/**
 * Makes a cell of a column's type from a finite double: rounded half to even, and clamped to the
 * type's range.
 */
@FunctionalInterface
interface CellWriter extends Serializable {
  Object write(double value);

  static CellWriter of(DataType type) {
    if (type instanceof DecimalType decimal) {
      return value -> decimal(value, decimal.precision(), decimal.scale());
    }
    return switch (type.typeName()) {
      case "byte" -> value -> (byte) within(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case "short" -> value -> (short) within(value, Short.MIN_VALUE, Short.MAX_VALUE);
      case "integer" -> value -> (int) within(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "long" -> value -> (long) Math.rint(value); // the cast clamps
      case "float" -> value -> (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
      case "double" -> value -> value;
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
