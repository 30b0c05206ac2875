package io.ncsn.data.codec;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * Reads cells of a column that Spark holds as an array, none of them null, as doubles; −0 becomes
 * 0. Each type has a loop of its own, which the JIT compiles without calls.
 */
@FunctionalInterface
public interface ColumnReader extends Serializable {
  /** Puts {@code count} cells from {@code start} on into {@code target} from {@code at} on. */
  void read(ColumnVector cells, int start, int count, double[] target, int at);

  /** The reader of a type of fixed width; null for others. */
  static ColumnReader of(DataType type) {
    return switch (type.typeName()) {
      case "byte" -> ColumnReader::bytes;
      case "short" -> ColumnReader::shorts;
      case "integer" -> ColumnReader::integers;
      case "long" -> ColumnReader::longs;
      case "float" -> ColumnReader::floats;
      case "double" -> ColumnReader::doubles;
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
