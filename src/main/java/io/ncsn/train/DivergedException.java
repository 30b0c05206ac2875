package io.ncsn.train;

/**
 * Training met a number that is not finite; names the round, the replica and the setting to mend.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}
