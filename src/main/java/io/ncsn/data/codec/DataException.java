package io.ncsn.data.codec;

/** The data cannot be used as asked; the program ends with exit code 2. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what was asked, what was found, what is allowed and how to mend it. */
  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
