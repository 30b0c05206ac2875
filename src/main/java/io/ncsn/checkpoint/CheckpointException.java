package io.ncsn.checkpoint;

import org.apache.hadoop.fs.Path;

/** A model directory that cannot be used; says which file and what is wrong with it. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file of a model that does not hold what it should. */
  static CheckpointException damaged(Path file, String found) {
    return new CheckpointException("Cannot read " + file + ": " + found + Manifest.MEND);
  }
}
