package io.ncsn.data.codec;

import java.util.Arrays;

/**
 * A block of rows that are processed together, column by column, in loops without calls or objects.
 * Blocks are reused.
 */
public final class ColumnBlock {
  /** Greatest number of rows in a block. {@code ExactSums} relies on it. */
  public static final int MOST_ROWS = 512;

  private static final int LEAST_ROWS = 32;
  private static final int VALUES = 1 << 15; // 256 KiB, well within a core's cache

  private final double[][] columns;
  private final boolean[] heldOut;
  private final int capacity;
  private int rows;

  public ColumnBlock(int dimension) {
    this.capacity = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, VALUES / Math.max(1, dimension)));
    this.columns = new double[dimension][capacity];
    this.heldOut = new boolean[capacity];
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

  /** Returns the number of rows that still fit. */
  public int space() {
    return capacity - rows;
  }

  /** Returns a column, [capacity]. Its first {@link #rows} values are valid. */
  public double[] column(int column) {
    return columns[column];
  }

  /** Returns whether the table says that the row is held out of training. */
  public boolean isHeldOut(int row) {
    return heldOut[row];
  }

  public void clear() {
    rows = 0;
  }

  /** Adds {@code count} rows that were written into the columns after the existing ones. */
  void grow(int count) {
    Arrays.fill(heldOut, rows, rows + count, false);
    rows += count;
  }

  /** Says of a row that it is held out. */
  void holdOut(int row) {
    heldOut[row] = true;
  }

  /** Adds a row of which the table does not say that it is held out. */
  public void add(double[] row) {
    add(row, false);
  }

  /** Adds a row. */
  public void add(double[] row, boolean isHeldOut) {
    heldOut[rows] = isHeldOut;
    for (int c = 0; c < row.length; c++) {
      columns[c][rows] = row[c];
    }
    rows++;
  }

  /**
   * Replaces the contents by the {@code count} rows of {@code from} whose indexes are in {@code
   * which}.
   */
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
