package io.ncsn.data.codec;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * Reads the non-null cells of a column that Spark holds as an array, as doubles. −0 becomes 0. Each
 * type has its own loop, which the JIT compiles without calls.
 */
@FunctionalInterface
interface NumberArrays extends Serializable {
  /**
   * Copies {@code count} cells, starting at {@code start}, into {@code target}, starting at {@code
   * at}.
   */
  void read(ColumnVector cells, int start, int count, double[] target, int at);

  /** Returns the reader for a type of fixed width; null for other types. */
  static NumberArrays of(DataType type) {
    return switch (type.typeName()) {
      case "byte" -> NumberArrays::bytes;
      case "short" -> NumberArrays::shorts;
      case "integer" -> NumberArrays::integers;
      case "long" -> NumberArrays::longs;
      case "float" -> NumberArrays::floats;
      case "double" -> NumberArrays::doubles;
      default -> null;
    };
  }

  private static void bytes(ColumnVector cells, int start, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = cells.getByte(start + i);
    }
  }

  private static void shorts(ColumnVector cells, int start, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = cells.getShort(start + i);
    }
  }

  private static void integers(ColumnVector cells, int start, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = cells.getInt(start + i);
    }
  }

  private static void longs(ColumnVector cells, int start, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = cells.getLong(start + i);
    }
  }

  private static void floats(ColumnVector cells, int start, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = cells.getFloat(start + i) + 0.0;
    }
  }

  private static void doubles(ColumnVector cells, int start, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = cells.getDouble(start + i) + 0.0;
    }
  }
}
