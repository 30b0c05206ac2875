package io.ncsn.output;

import io.ncsn.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;

/** The lock of an output directory, which one run at a time holds. */
final class OutputLock {
  private static final String FILE = ".ncsn.lock";

  private final Path root;
  private final FileLock held;

  private OutputLock(Path root, FileLock held) {
    this.root = root;
    this.held = held;
  }

  /**
   * Takes the lock. Creates the directory if necessary.
   *
   * @throws ConfigException if another process holds it, or if the directory is not writable
   */
  static OutputLock take(Storage storage, Path root) {
    new StorageChecks(storage).requireWritable("output", root);
    return storage
        .lock(new Path(root, FILE))
        .map(held -> new OutputLock(root, held))
        .orElseThrow(
            () ->
                new ConfigException(
                    "Cannot write to output '%s': another run is writing to it; wait for its end, or give another directory"
                        .formatted(root)));
  }

  /**
   * Checks that the directory is still the one that was locked.
   *
   * @throws OutputLostException if it has been deleted
   */
  void requireHeld() {
    try {
      if (!held.isHeld()) {
        throw new OutputLostException(
            "Cannot write to output '%s': it was deleted while this run was writing to it; run the same command again"
                .formatted(root));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + root + ": " + e.getMessage(), e);
    }
  }

  void release() {
    try {
      held.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unlock " + root + ": " + e.getMessage(), e);
    }
  }
}
