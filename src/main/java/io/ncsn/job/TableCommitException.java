package io.ncsn.job;

/** A table that did not take rows. */
public final class TableCommitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TableCommitException(String message, Throwable cause) {
    super(message, cause);
  }
}
