package io.ncsn.waves;

/** An output directory whose files are not what its record says. */
public final class WaveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WaveException(String message) {
    super(message);
  }

  WaveException(String message, Throwable cause) {
    super(message, cause);
  }
}
