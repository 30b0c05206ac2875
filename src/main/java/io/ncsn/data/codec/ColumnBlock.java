package io.ncsn.data.codec;

import io.ncsn.data.shard.ExactSums;

/**
 * Rows that are worked on together, column by column, in loops without calls or objects. A block is
 * filled again and again.
 */
public final class ColumnBlock {
  /** The most rows of a block: {@link ExactSums} can count on it. */
  public static final int MOST_ROWS = 512;

  private static final int LEAST_ROWS = 32;
  private static final int VALUES = 1 << 15; // 256 KiB, well within a core's cache

  private final double[][] columns;
  private final int capacity;
  private int rows;

  public ColumnBlock(int dimension) {
    this.capacity = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, VALUES / Math.max(1, dimension)));
    this.columns = new double[dimension][capacity];
  }

  public int dimension() {
    return columns.length;
  }

  public int capacity() {
    return capacity;
  }

  public int rows() {
    return rows;
  }

  /** How many rows more it takes. */
  public int space() {
    return capacity - rows;
  }

  /** [capacity], of which the first {@link #rows} count. */
  public double[] column(int column) {
    return columns[column];
  }

  public void clear() {
    rows = 0;
  }

  /** Takes in {@code count} rows that were put into the columns after those it has. */
  void grow(int count) {
    rows += count;
  }

  public void add(double[] row) {
    for (int c = 0; c < row.length; c++) {
      columns[c][rows] = row[c];
    }
    rows++;
  }

  /** Becomes those {@code count} rows of {@code from} whose numbers are in {@code which}. */
  public void take(ColumnBlock from, int[] which, int count) {
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
