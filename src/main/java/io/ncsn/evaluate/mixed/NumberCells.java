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
  public NumberCells select(int[] rows) {
    return new NumberCells(Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
  }

  @Override
  public NumberCells append(Cells others) {
    double[] theirs = ((NumberCells) others).values;
    double[] both = Arrays.copyOf(values, values.length + theirs.length);
    System.arraycopy(theirs, 0, both, values.length, theirs.length);
    return new NumberCells(both);
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
