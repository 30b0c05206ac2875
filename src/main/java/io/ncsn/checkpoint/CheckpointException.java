package io.ncsn.checkpoint;

import org.apache.hadoop.fs.Path;

/** Reports a model directory that cannot be used, with the file and its fault. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Makes the exception for a model file with wrong contents. */
  static CheckpointException damaged(Path file, String found) {
    return new CheckpointException("Cannot read " + file + ": " + found + Manifest.MEND);
  }
}
