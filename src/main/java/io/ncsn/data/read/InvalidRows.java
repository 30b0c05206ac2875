package io.ncsn.data.read;

/** What becomes of rows that a model cannot read, where columns are added to them. */
public enum InvalidRows {
  /** The first one fails the job. */
  ERROR,
  /** They are left out. */
  SKIP,
  /** They stay, and the new columns are null. */
  KEEP
}
