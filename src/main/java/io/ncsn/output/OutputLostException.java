package io.ncsn.output;

/** The output directory was deleted under a run. */
public final class OutputLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutputLostException(String message) {
    super(message);
  }
}
