package io.ncsn.checkpoint;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;

/**
 * The codec's files of a model directory. Each is named by its hash and its name, so that a file
 * never changes once it is there.
 */
final class CodecStore {
  private static final int PREFIX = 12;
  private static final Pattern OURS = Pattern.compile("[0-9a-f]{12}-[a-z0-9.-]+");

  private final Path root;
  private final String manifest;
  private final ModelFiles files;

  CodecStore(Path root, String manifest, ModelFiles files) {
    this.root = root;
    this.manifest = manifest;
    this.files = files;
  }

  /** Returns the name of the file on disk. */
  static String fileName(String name, String sha256) {
    return sha256.substring(0, PREFIX) + "-" + name;
  }

  /**
   * Writes the files that are not there yet.
   *
   * @return the SHA-256 (hex) of each by its name
   */
  Map<String, String> write(Map<String, byte[]> contents) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      String sha256 = DigestUtils.sha256Hex(file.getValue());
      Path path = new Path(root, fileName(file.getKey(), sha256));
      if (!files.exists(path) || files.length(path) != file.getValue().length) {
        files.create(path, file.getValue());
      }
      hashes.put(file.getKey(), sha256);
    }
    return hashes;
  }

  /**
   * Reads the files of these hashes.
   *
   * @throws CheckpointException if one is missing or differs from its hash
   */
  Map<String, byte[]> read(Map<String, String> hashes) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    for (Map.Entry<String, String> file : hashes.entrySet()) {
      Path path = new Path(root, fileName(file.getKey(), file.getValue()));
      if (!files.exists(path)) {
        throw CheckpointException.damaged(path, "the file is missing; " + manifest + " names it");
      }
      if (files.isLinkToOutside(path)) {
        throw CheckpointException.damaged(path, "it is a link that leaves the directory");
      }
      byte[] bytes = files.read(path);
      if (!DigestUtils.sha256Hex(bytes).equals(file.getValue())) {
        throw CheckpointException.damaged(path, "its sha256 is not the one in " + manifest);
      }
      contents.put(file.getKey(), bytes);
    }
    return contents;
  }

  /** Returns whether a file of this name is a codec's. */
  static boolean isCodec(String name) {
    return OURS.matcher(name).matches();
  }
}
