package io.ncsn.data.codec;

/**
 * The reason for which a row cannot be used for training. The first bad cell of a row, in column
 * order, gives the reason.
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
  /** A cell of a text format is not a number. */
  TEXT("text"),
  /** A value, as read or after scaling, is beyond the range of float32. */
  OVERFLOW("overflow"),
  /** A cell has a level that the model does not know. */
  UNSEEN("unseen level"),
  /** A line has too few or too many cells, or is not a JSON object. */
  MALFORMED("malformed line"),
  /** A file is no picture, or none of the shape that is asked for. */
  PICTURE("unusable picture");

  private final String label;

  BadRowReason(String label) {
    this.label = label;
  }

  /** Returns the name used in reports. */
  public String label() {
    return label;
  }
}
