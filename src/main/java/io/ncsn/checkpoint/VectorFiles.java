package io.ncsn.checkpoint;

import io.ncsn.checkpoint.Manifest.VectorFile;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;

/**
 * The vectors of a model directory. Each is a file of little-endian floats, named by vector and
 * round. No two checkpoints share a file.
 */
final class VectorFiles {
  private static final String SUFFIX = ".f32";

  private final Path root;
  private final String manifest;
  private final ModelFiles files;

  /**
   * Makes the vector files of a directory.
   *
   * @param manifest name of the file that describes the vectors
   */
  VectorFiles(Path root, String manifest, ModelFiles files) {
    this.root = root;
    this.manifest = manifest;
    this.files = files;
  }

  /** Writes vectors by name, as new files. */
  Map<String, VectorFile> write(Map<String, float[]> vectors, int round) throws IOException {
    Map<String, VectorFile> written = new TreeMap<>();
    for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
      byte[] bytes = Floats.toBytes(vector.getValue());
      String file = free(vector.getKey() + "-" + round);
      files.create(new Path(root, file), bytes);
      written.put(
          vector.getKey(),
          new VectorFile(file, vector.getValue().length, DigestUtils.sha256Hex(bytes)));
    }
    return written;
  }

  /** Returns the name of a file that is not there: another checkpoint of the round may be kept. */
  private String free(String name) throws IOException {
    String file = name + SUFFIX;
    for (int again = 2; files.exists(new Path(root, file)); again++) {
      file = name + "-" + again + SUFFIX;
    }
    return file;
  }

  /**
   * Reads the vectors of these files, by name.
   *
   * @throws CheckpointException if a file differs from the manifest; names the file
   */
  Map<String, float[]> read(Map<String, VectorFile> which) throws IOException {
    Map<String, float[]> vectors = new TreeMap<>();
    for (Map.Entry<String, VectorFile> file : which.entrySet()) {
      vectors.put(file.getKey(), read(file.getValue()));
    }
    return vectors;
  }

  private float[] read(VectorFile file) throws IOException {
    Path path = whole(file);
    byte[] bytes = files.read(path);
    if (!DigestUtils.sha256Hex(bytes).equals(file.sha256())) {
      throw CheckpointException.damaged(path, "its sha256 is not the one in " + manifest);
    }
    return Floats.fromBytes(bytes);
  }

  /** Checks that the files exist and have the lengths in the manifest. */
  void requireWhole(Collection<VectorFile> which) throws IOException {
    for (VectorFile file : which) {
      whole(file);
    }
  }

  private Path whole(VectorFile file) throws IOException {
    Path path = new Path(root, file.name());
    long expected = (long) file.length() * Float.BYTES;
    if (!files.exists(path)) {
      throw CheckpointException.damaged(path, "the file is missing; " + manifest + " names it");
    }
    if (files.isLinkToOutside(path)) {
      throw CheckpointException.damaged(path, "it is a link that leaves the directory");
    }
    if (files.length(path) != expected) {
      throw CheckpointException.damaged(
          path, "found " + files.length(path) + " bytes, expected " + expected);
    }
    return path;
  }

  /** Returns whether a file of this name holds a vector. */
  static boolean isVector(String name) {
    return name.endsWith(SUFFIX);
  }
}
