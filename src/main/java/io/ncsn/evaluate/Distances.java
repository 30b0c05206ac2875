package io.ncsn.evaluate;

import java.util.Arrays;

/** Squared Euclidean distances from one row to all rows of a matrix. */
final class Distances {
  /** Entries that stay in the first-level cache while all columns pass over them. */
  private static final int TILE = 1024;

  private final int rows;
  private final double[][] columns;

  Distances(Matrix matrix) {
    rows = matrix.rows();
    columns = new double[matrix.columns()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = matrix.column(j);
    }
  }

  /**
   * Fills {@code squares} [rows] with the squared distances from row {@code row} of {@code from}.
   *
   * <p>Sums column by column, so that the inner loop has no reduction and the compiler can
   * vectorise it.
   */
  void from(Matrix from, int row, double[] squares) {
    for (int start = 0; start < rows; start += TILE) {
      int end = Math.min(rows, start + TILE);
      Arrays.fill(squares, start, end, 0);
      for (int j = 0; j < columns.length; j++) {
        addSquares(columns[j], from.at(row, j), squares, start, end);
      }
    }
  }

  private static void addSquares(
      double[] column, double value, double[] squares, int start, int end) {
    for (int i = start; i < end; i++) {
      double difference = column[i] - value;
      squares[i] += difference * difference;
    }
  }
}
