package io.ncsn.data.codec;

/** Reports data that cannot be used as requested. The program ends with exit code 2. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception whose message says what was asked, what was found, what is allowed and how
   * to fix it.
   */
  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
