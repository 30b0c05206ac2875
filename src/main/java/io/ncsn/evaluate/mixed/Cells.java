package io.ncsn.evaluate.mixed;

import java.io.Serializable;

/** One column's cells of one table. */
sealed interface Cells extends Serializable permits NumberCells, CategoryCells {

  /** Returns the cells of some rows, in the order given. */
  Cells select(int[] rows);

  /** Returns these cells and after them those of another table's same column. */
  Cells append(Cells others);

  /** Whether row {@code row} has no value. */
  boolean isMissing(int row);

  int rows();
}
