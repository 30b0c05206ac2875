package io.ncsn.evaluate.mixed;

import java.io.Serializable;

/** One column's cells of one table. */
sealed interface Cells extends Serializable permits NumberCells, CategoryCells {

  /** Returns the cells {@code start} to {@code end} − 1. */
  Cells part(int start, int end);

  /** Whether row {@code row} has no value. */
  boolean isMissing(int row);

  int rows();
}
