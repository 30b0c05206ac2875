package io.ncsn.evaluate.mixed;

import java.util.BitSet;

/** A node of a regression tree over bins, and all below it. */
sealed interface Tree {
  /** Returns the value of the leaf that a row falls into. */
  double value(byte[][] bins, int row);

  /**
   * The end of a branch.
   *
   * @param value what its rows get
   */
  record Leaf(double value) implements Tree {
    @Override
    public double value(byte[][] bins, int row) {
      return value;
    }
  }

  /**
   * A choice between two branches.
   *
   * @param column the column that decides
   * @param lower bins that go to {@code first}
   * @param first one branch
   * @param second the other
   */
  record Fork(int column, BitSet lower, Tree first, Tree second) implements Tree {
    @Override
    public double value(byte[][] bins, int row) {
      Tree next = lower.get(bins[column][row] & 0xFF) ? first : second;
      return next.value(bins, row);
    }
  }
}
