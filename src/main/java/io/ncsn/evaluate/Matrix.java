package io.ncsn.evaluate;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A table's rows in data units, gathered on the driver.
 *
 * @param rows number of rows, ≥ 0
 * @param columns number of columns, &gt; 0
 * @param values row-major [rows, columns]; finite
 */
@SuppressWarnings("ArrayRecordComponent") // moved and read whole, never compared
public record Matrix(int rows, int columns, double[] values) implements Serializable {
  public Matrix {
    if (columns < 1 || values.length != Math.multiplyExact(rows, columns)) {
      throw new IllegalArgumentException(
          "Cannot make a matrix of "
              + rows
              + " × "
              + columns
              + " from "
              + values.length
              + " values; give rows × columns values and at least one column");
    }
  }

  /** The value in row {@code row} and column {@code column}. */
  public double at(int row, int column) {
    return values[row * columns + column];
  }

  /** A copy of one row, [columns]. */
  public double[] row(int row) {
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  /** A copy of one column, [rows]. */
  public double[] column(int column) {
    double[] copy = new double[rows];
    for (int i = 0; i < rows; i++) {
      copy[i] = at(i, column);
    }
    return copy;
  }

  /** The first {@code count} rows, or all of them if there are fewer. */
  public Matrix head(int count) {
    return count >= rows
        ? this
        : new Matrix(count, columns, Arrays.copyOf(values, count * columns));
  }
}
