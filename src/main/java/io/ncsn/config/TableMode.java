package io.ncsn.config;

/** What becomes of the rows that a table has already when the rows of a command come. */
public enum TableMode {
  /** There must be no such table; it is made. */
  ERROR,
  /** They stay. */
  APPEND,
  /** They go, in the same commit in which the new rows come. */
  OVERWRITE
}
