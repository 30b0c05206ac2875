package io.ncsn.data.codec;

/** What becomes of a level that the training rows lack, in a table whose rows are completed. */
public enum UnseenLevels {
  /** The table is refused. */
  ERROR,
  /** The row is completed as if the cell were not known. The cell stays. */
  NULL,
  /** As {@link #NULL}, but in columns with pooled levels the cell counts as one of these. */
  POOL
}
