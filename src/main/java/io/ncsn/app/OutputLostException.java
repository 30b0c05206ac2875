package io.ncsn.app;

/** The output directory was deleted under a run. */
final class OutputLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputLostException(String message) {
    super(message);
  }
}
