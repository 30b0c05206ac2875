package io.ncsn.checkpoint;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * The file of a checkpoint's manifest.
 *
 * @param root the model directory
 * @param generation the checkpoint
 */
record ManifestFile(Path root, Generation generation, ModelFiles files) {
  /** The greatest length of a manifest. The manifest of a model with 20,000 columns has 5 MB. */
  private static final int LONGEST = 1 << 26;

  private Path path() {
    return new Path(root, generation.manifest());
  }

  boolean exists() throws IOException {
    return files.exists(path());
  }

  /** Returns the failure of a reader that does not find the file. */
  CheckpointException missing() {
    return new CheckpointException(
        "Cannot find a model in "
            + root
            + ": it has no "
            + generation.manifest()
            + (generation == Generation.LAST
                ? "; give the model directory of a training run"
                : ", for it has had one checkpoint; do without --previous"));
  }

  /**
   * Reads the manifest.
   *
   * @throws CheckpointException if it is damaged
   */
  Manifest read() throws IOException {
    long length = files.length(path());
    if (length > LONGEST) {
      throw CheckpointException.damaged(
          path(), "found " + length + " bytes, expected at most " + LONGEST);
    }
    return parsed(bytes());
  }

  byte[] bytes() throws IOException {
    return files.read(path());
  }

  /**
   * Returns the manifest if it exists and is not damaged.
   *
   * @param names receives the names of the files that it names
   */
  Optional<byte[]> sound(Set<String> names) throws IOException {
    if (!exists()) {
      return Optional.empty();
    }
    byte[] bytes = bytes();
    try {
      names.addAll(parsed(bytes).fileNames());
      return Optional.of(bytes);
    } catch (CheckpointException damaged) {
      return Optional.empty();
    }
  }

  private Manifest parsed(byte[] bytes) {
    return Manifest.parse(bytes, path().toString());
  }

  /** Writes the file in one step. */
  void replace(byte[] bytes) throws IOException {
    files.replace(path(), bytes);
  }
}
