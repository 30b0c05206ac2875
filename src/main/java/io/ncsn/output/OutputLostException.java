package io.ncsn.output;

/** Reports that the output directory was deleted during a run. */
public final class OutputLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutputLostException(String message) {
    super(message);
  }
}
