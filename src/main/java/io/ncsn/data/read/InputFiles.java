package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Format;
import io.ncsn.data.codec.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/**
 * The files behind {@code data.input}: a file, a directory or a glob of any Hadoop file system.
 *
 * @param input as it was asked for
 * @param files not empty, ordered by path; without those that Spark's readers skip ({@code _*} and
 *     {@code .*})
 * @param format never {@code AUTO}
 */
public record InputFiles(String input, List<FileStatus> files, Format format) {
  private static final String ALLOWED = ".parquet, .csv, .tsv, .json, .jsonl, .ndjson, .orc";

  /** Lists the files, cheaply and before any Spark job. */
  public static InputFiles list(Configuration hadoop, DataSettings settings) {
    String input = settings.input();
    List<FileStatus> files = new ArrayList<>();
    try {
      Path path = new Path(input);
      FileSystem system = path.getFileSystem(hadoop);
      FileStatus[] roots = system.globStatus(path);
      if (roots == null || roots.length == 0) {
        throw new DataException(
            "Cannot find data.input '" + input + "': no such file or directory; check the path");
      }
      for (FileStatus root : roots) {
        requireVisible(input, root);
        collect(system, root, files);
      }
      if (system instanceof LocalFileSystem) {
        requireNoColons(input, files);
      }
    } catch (UnsupportedFileSystemException e) {
      throw new DataException(
          "Cannot read data.input '"
              + input
              + "': no file system for the scheme '"
              + scheme(input)
              + "'; use file:, hdfs: or one whose Hadoop connector is on the class path"
              + " (spark-submit --packages)",
          e);
    } catch (AccessControlException e) {
      throw new DataException(
          "Cannot read data.input '" + input + "': permission denied; grant read access", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException(
          "Cannot read data.input '" + input + "': " + SparkErrors.reason(e), e);
    }
    return of(settings, files);
  }

  private static InputFiles of(DataSettings settings, List<FileStatus> files) {
    String input = settings.input();
    if (files.stream().allMatch(file -> file.getLen() == 0)) {
      String found = files.isEmpty() ? "no files in it" : "nothing in it (0 bytes)";
      throw new DataException(
          "Cannot read data.input '"
              + input
              + "': found "
              + found
              + ", need a table of at least 2 rows; check the path");
    }
    files.sort(Comparator.comparing(FileStatus::getPath));
    Format format = settings.format() == Format.AUTO ? formatOf(input, files) : settings.format();
    return new InputFiles(input, List.copyOf(files), format);
  }

  private static void requireVisible(String input, FileStatus root) {
    String name = root.getPath().getName();
    if (root.isFile() && isHidden(name)) {
      throw new DataException(
          "Cannot read data.input '%s': Spark takes files whose names begin with _ or . for hidden ones and leaves out %s; rename it"
              .formatted(input, name));
    }
  }

  /**
   * Rejects names with colons. Hadoop also looks for the checksum of a local file, under a name
   * that is then not a URI.
   */
  private static void requireNoColons(String input, List<FileStatus> files) {
    files.stream()
        .map(file -> file.getPath().getName())
        .filter(name -> name.contains(":"))
        .findFirst()
        .ifPresent(
            name -> {
              throw new DataException(
                  "Cannot read data.input '%s': found a file '%s', and Hadoop reads no local file with a colon in its name; rename it"
                      .formatted(input, name));
            });
  }

  private static boolean isHidden(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }

  private static void collect(FileSystem system, FileStatus status, List<FileStatus> files)
      throws IOException {
    if (!status.isDirectory()) {
      files.add(status);
      return;
    }
    for (FileStatus child : system.listStatus(status.getPath())) {
      if (!isHidden(child.getPath().getName())) {
        collect(system, child, files);
      }
    }
  }

  private static Format formatOf(String input, List<FileStatus> files) {
    List<Format> formats =
        files.stream().map(file -> formatOf(file.getPath().getName())).distinct().toList();
    if (formats.size() == 1 && formats.get(0) != Format.AUTO) {
      return formats.get(0);
    }
    String name = files.get(0).getPath().getName();
    String found = formats.size() > 1 ? "files of several formats" : "'" + name + "'";
    throw new DataException(
        "Cannot tell the format of data.input '"
            + input
            + "': found "
            + found
            + ", need names that end in one of "
            + ALLOWED
            + "; set data.format to parquet, csv, json or orc");
  }

  private static Format formatOf(String fileName) {
    return switch (ending(fileName)) {
      case "parquet" -> Format.PARQUET;
      case "csv", "tsv" -> Format.CSV;
      case "json", "jsonl", "ndjson" -> Format.JSON;
      case "orc" -> Format.ORC;
      default -> Format.AUTO;
    };
  }

  /** The name's ending in lower case, without the point and that of a compression after it. */
  static String ending(String fileName) {
    String name =
        fileName.toLowerCase(Locale.ROOT).replaceAll("\\.(gz|bz2|zst|lz4|snappy|deflate)$", "");
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String scheme(String input) {
    String scheme = new Path(input).toUri().getScheme();
    return scheme == null ? "file" : scheme;
  }

  /** What tells whether the input has changed: each file's path, length and modification time. */
  public String fingerprint() {
    StringBuilder text = new StringBuilder(format.name());
    for (FileStatus file : files) {
      text.append('\n').append(file.getPath()).append(' ').append(file.getLen());
      text.append(' ').append(file.getModificationTime());
    }
    return text.toString();
  }
}
