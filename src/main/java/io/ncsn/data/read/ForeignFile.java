package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Tells a file of another format from a damaged one, by its first bytes. A damaged file must be put
 * right; a file of another format only needs its own format's name.
 */
final class ForeignFile {
  private static final int HEAD = 512;
  private static final String GIT_LFS = "version https://git-lfs";

  private ForeignFile() {}

  /**
   * Checks a file that could not be read.
   *
   * @param expected the format it was read as, {@link Packing#PARQUET} or {@link Packing#ORC}
   * @throws DataException if it is a file of another format
   */
  static void refuse(Configuration hadoop, String input, String file, Packing expected) {
    Path path = new Path(file);
    what(head(hadoop, path), expected)
        .ifPresent(
            what -> {
              throw new DataException(
                  "Cannot read data.input '%s': %s %s".formatted(input, path.getName(), what));
            });
  }

  private static byte[] head(Configuration hadoop, Path path) {
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      return in.readNBytes(HEAD);
    } catch (IOException unreadable) { // as the reader before has said
      return new byte[0];
    }
  }

  private static Optional<String> what(byte[] head, Packing expected) {
    Optional<Packing> found = Packing.of(head, head.length);
    if (found.isPresent()) {
      return found.filter(packing -> packing != expected).map(other -> other.insteadOf(expected));
    }
    if (new String(head, StandardCharsets.UTF_8).startsWith(GIT_LFS)) {
      return Optional.of("is a pointer of Git LFS; get the file itself by 'git lfs pull'");
    }
    return isText(head)
        ? Optional.of(
            "is text and no %s; set data.format to csv or json, or mend its name"
                .formatted(expected.label()))
        : Optional.empty();
  }

  /** Returns whether there is a whole line, and no byte that text does not have. */
  private static boolean isText(byte[] head) {
    boolean line = false;
    for (byte b : head) {
      boolean end = b == '\n' || b == '\r';
      if (b >= 0 && b < ' ' && b != '\t' && !end) {
        return false;
      }
      line |= end;
    }
    return line;
  }
}
