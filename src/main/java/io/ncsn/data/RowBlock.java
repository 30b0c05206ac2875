package io.ncsn.data;

/**
 * Rows that are worked on together, column by column, in loops without calls or objects. A block is
 * filled again and again.
 */
final class RowBlock {
  /** The most rows of a block: {@link ExactSums} can count on it. */
  static final int MOST_ROWS = 512;

  private static final int LEAST_ROWS = 32;
  private static final int VALUES = 1 << 15; // 256 KiB, well within a core's cache

  private final double[][] columns;
  private final int capacity;
  private int rows;

  RowBlock(int dimension) {
    this.capacity = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, VALUES / Math.max(1, dimension)));
    this.columns = new double[dimension][capacity];
  }

  int dimension() {
    return columns.length;
  }

  int capacity() {
    return capacity;
  }

  int rows() {
    return rows;
  }

  /** How many rows more it takes. */
  int space() {
    return capacity - rows;
  }

  /** [capacity], of which the first {@link #rows} count. */
  double[] column(int column) {
    return columns[column];
  }

  void clear() {
    rows = 0;
  }

  /** Takes in {@code count} rows that were put into the columns after those it has. */
  void grow(int count) {
    rows += count;
  }

  void add(double[] row) {
    for (int c = 0; c < row.length; c++) {
      columns[c][rows] = row[c];
    }
    rows++;
  }

  /** Becomes those {@code count} rows of {@code from} whose numbers are in {@code which}. */
  void take(RowBlock from, int[] which, int count) {
    for (int c = 0; c < columns.length; c++) {
      double[] source = from.columns[c];
      double[] target = columns[c];
      for (int i = 0; i < count; i++) {
        target[i] = source[which[i]];
      }
    }
    rows = count;
  }
}
