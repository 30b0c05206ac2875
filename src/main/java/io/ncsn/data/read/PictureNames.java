package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The names by which pictures may be called.
 *
 * @param root the directory that paths of pictures start from: {@code data.input}, or the nearest
 *     one above it that holds all pictures, if that is a file or a pattern
 */
record PictureNames(String root) {
  static PictureNames of(Configuration hadoop, InputFiles input) {
    try {
      Path asked = new Path(input.input());
      Path root = asked.getFileSystem(hadoop).makeQualified(asked);
      while (root.getParent() != null && !holdsAll(root, input.files())) {
        root = root.getParent();
      }
      return new PictureNames(root.toUri().getPath());
    } catch (IOException e) {
      throw new DataException(
          "Cannot read data.input '%s': %s".formatted(input.input(), SparkErrors.reason(e)), e);
    }
  }

  private static boolean holdsAll(Path directory, List<FileStatus> files) {
    String below = below(directory.toUri().getPath());
    return files.stream().allMatch(file -> file.getPath().toUri().getPath().startsWith(below));
  }

  private static String below(String directory) {
    return directory.endsWith(Path.SEPARATOR) ? directory : directory + Path.SEPARATOR;
  }

  /** Returns a picture's path from the root. */
  String path(FileStatus picture) {
    return picture.getPath().toUri().getPath().substring(below(root).length());
  }

  /** Returns whether a picture lies in the root itself. */
  boolean isInRoot(FileStatus picture) {
    return !path(picture).contains(Path.SEPARATOR);
  }

  /**
   * Returns what a table may call a picture: its path, and its file's name, each with its ending or
   * without.
   *
   * @param path from the root
   */
  static Set<String> of(String path) {
    String file = path.substring(path.lastIndexOf(Path.SEPARATOR_CHAR) + 1);
    return new LinkedHashSet<>(List.of(path, withoutEnding(path), file, withoutEnding(file)));
  }

  private static String withoutEnding(String name) {
    int point = name.lastIndexOf('.');
    return point > name.lastIndexOf(Path.SEPARATOR_CHAR) + 1 ? name.substring(0, point) : name;
  }
}
