package io.ncsn.data.codec;

/**
 * Why a row cannot be trained on. The first bad cell of a row, in column order, gives the row's
 * reason.
 */
public enum BadRowReason {
  /** A cell is missing. */
  NULL("null"),
  /** A cell is not a number (IEEE NaN). */
  NAN("NaN"),
  /** A cell is +Inf or −Inf. */
  INFINITE("infinite"),
  /** An array or vector has another length than most. */
  WRONG_LENGTH("wrong length"),
  /** A cell of a text format holds no number. */
  TEXT("text"),
  /** A value, as read or after scaling, is beyond what float32 holds. */
  OVERFLOW("overflow"),
  /** A line has too few or too many cells, or is no JSON object. */
  MALFORMED("malformed line");

  private final String label;

  BadRowReason(String label) {
    this.label = label;
  }

  /** How reports call it. */
  public String label() {
    return label;
  }
}
