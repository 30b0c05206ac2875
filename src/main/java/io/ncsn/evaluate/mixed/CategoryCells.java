package io.ncsn.evaluate.mixed;

import java.util.Arrays;

/**
 * Categories of a column.
 *
 * @param codes [rows], a number below {@code levels}, equal for equal values of all tables; −1
 *     where there is no value
 * @param levels distinct values of all tables together
 */
@SuppressWarnings("ArrayRecordComponent") // moved and read whole, never compared
record CategoryCells(int[] codes, int levels) implements Cells {
  @Override
  public CategoryCells part(int start, int end) {
    return new CategoryCells(Arrays.copyOfRange(codes, start, end), levels);
  }

  @Override
  public boolean isMissing(int row) {
    return codes[row] < 0;
  }

  @Override
  public int rows() {
    return codes.length;
  }
}
