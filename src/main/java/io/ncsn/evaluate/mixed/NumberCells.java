package io.ncsn.evaluate.mixed;

import java.util.Arrays;

/**
 * Numbers of a column.
 *
 * @param values [rows], NaN where there is no value
 */
@SuppressWarnings("ArrayRecordComponent") // moved and read whole, never compared
record NumberCells(double[] values) implements Cells {
  @Override
  public NumberCells part(int start, int end) {
    return new NumberCells(Arrays.copyOfRange(values, start, end));
  }

  @Override
  public boolean isMissing(int row) {
    return Double.isNaN(values[row]);
  }

  @Override
  public int rows() {
    return values.length;
  }

  /** Returns the values that are there, ascending. */
  double[] sorted() {
    double[] present = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    Arrays.sort(present);
    return present;
  }
}
