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
  public CategoryCells select(int[] rows) {
    return new CategoryCells(Arrays.stream(rows).map(row -> codes[row]).toArray(), levels);
  }

  @Override
  public CategoryCells append(Cells others) {
    int[] theirs = ((CategoryCells) others).codes;
    int[] both = Arrays.copyOf(codes, codes.length + theirs.length);
    System.arraycopy(theirs, 0, both, codes.length, theirs.length);
    return new CategoryCells(both, levels);
  }

  @Override
  public boolean isMissing(int row) {
    return codes[row] < 0;
  }

  @Override
  public int rows() {
    return codes.length;
  }

  /** Returns the codes with nulls as one level more. */
  int[] withNulls() {
    return Arrays.stream(codes).map(code -> code < 0 ? levels : code).toArray();
  }
}
