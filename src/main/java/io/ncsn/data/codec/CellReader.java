package io.ncsn.data.codec;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;

/** Reads a non-null cell of a row or an array as a double. Text that is not a number gives NaN. */
@FunctionalInterface
public interface CellReader extends Serializable {
  double read(SpecializedGetters cells, int ordinal);

  /**
   * Returns whether the type holds numbers: integers, floats and decimals, but not booleans or
   * dates.
   */
  static boolean isNumber(DataType type) {
    return !(type instanceof StringType) && isReadable(type);
  }

  /** Returns whether {@link #of} supports the type: numbers and text. */
  static boolean isReadable(DataType type) {
    return type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType
        || type instanceof FloatType
        || type instanceof DoubleType
        || type instanceof DecimalType
        || type instanceof StringType;
  }

  static CellReader of(DataType type) {
    if (type instanceof DecimalType decimal) {
      int precision = decimal.precision();
      int scale = decimal.scale();
      return (cells, i) -> cells.getDecimal(i, precision, scale).toDouble();
    }
    return switch (type.typeName()) {
      case "byte" -> SpecializedGetters::getByte;
      case "short" -> SpecializedGetters::getShort;
      case "integer" -> SpecializedGetters::getInt;
      case "long" -> SpecializedGetters::getLong;
      case "float" -> SpecializedGetters::getFloat;
      case "double" -> SpecializedGetters::getDouble;
      case "string" -> (cells, i) -> TextNumbers.parse(cells.getUTF8String(i).toString());
      default -> throw new IllegalArgumentException("Cannot read numbers from " + type.sql());
    };
  }
}
