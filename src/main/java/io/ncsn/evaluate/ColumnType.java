package io.ncsn.evaluate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;

/** The values that a column's Spark SQL type can hold. */
final class ColumnType {
  private ColumnType() {}

  /**
   * The value of the type that is nearest to {@code value}: scaling to floats and back leaves
   * 2.9999998 of an integer 3, which would look like another value to the marginal metrics.
   *
   * @param ddl type in DDL form, such as {@code int} or {@code decimal(10,2)}
   */
  static double nearest(String ddl, double value) {
    if (!Double.isFinite(value)) {
      return value;
    }
    if (ddl.startsWith("decimal")) {
      int scale = ((DecimalType) DataType.fromDDL(ddl)).scale();
      return BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_EVEN).doubleValue();
    }
    return isWhole(ddl) ? Math.rint(value) : value;
  }

  private static boolean isWhole(String ddl) {
    return switch (ddl) {
      case "tinyint", "byte", "smallint", "short", "int", "integer", "bigint", "long", "boolean" ->
          true;
      default -> false;
    };
  }

  /** Whether Spark's values of this type can be read as numbers. */
  static boolean isNumeric(DataType type) {
    return type instanceof NumericType || type.equals(DataTypes.BooleanType);
  }
}
