package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the files behind {@code data.input}. Nothing is passed over in silence: what cannot be
 * listed, or is named as a table but hidden, is an error.
 */
public final class FileListing {
  private static final Logger LOG = LoggerFactory.getLogger(FileListing.class);

  private final String input;
  private final FileSystem system;
  private final List<FileStatus> files = new ArrayList<>();
  private final Set<String> partitions = new HashSet<>();

  private FileListing(String input, FileSystem system) {
    this.input = input;
    this.system = system;
  }

  /**
   * The visible files, ordered by path, those of 0 bytes too.
   *
   * @throws DataException if there are none, or one cannot be listed
   */
  static List<FileStatus> of(Configuration hadoop, String input) {
    try {
      Path path = new Path(input);
      FileListing listing = new FileListing(input, path.getFileSystem(hadoop));
      FileStatus[] roots = roots(listing.system, path);
      if (roots.length == 0) {
        throw new DataException(
            "Cannot find data.input '%s': no such file or directory; %s"
                .formatted(input, FashionMnist.howToGet(input).orElse("check the path")));
      }
      for (FileStatus root : roots) {
        listing.requireVisible(root);
        TableMarkers.refuseAbove(input, listing.system, root.getPath());
        listing.collect(root);
      }
      listing.requireNoColons();
      listing.files.sort(Comparator.comparing(FileStatus::getPath));
      return listing.files;
    } catch (UnsupportedFileSystemException e) {
      throw new DataException(
          "Cannot read data.input '%s': no file system for the scheme '%s'; use file:, hdfs: or one whose Hadoop connector is on the class path (spark-submit --packages)"
              .formatted(input, scheme(input)),
          e);
    } catch (AccessControlException e) {
      throw new DataException(
          "Cannot read data.input '%s': permission denied; grant read access".formatted(input), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException(
          "Cannot read data.input '%s': %s".formatted(input, SparkErrors.reason(e)), e);
    }
  }

  /**
   * What a path names: the file or directory of exactly that name if there is one, else all that
   * match it as a pattern; empty if nothing does.
   */
  public static FileStatus[] roots(FileSystem system, Path path) throws IOException {
    try {
      return new FileStatus[] {system.getFileStatus(path)};
    } catch (FileNotFoundException e) {
      FileStatus[] matches = system.globStatus(path);
      return matches == null ? new FileStatus[0] : matches;
    }
  }

  private void requireVisible(FileStatus root) {
    String name = root.getPath().getName();
    if (root.isFile() && FileNames.isHidden(name)) {
      throw hidden(name);
    }
  }

  private DataException hidden(String name) {
    return new DataException(
        "Cannot read data.input '%s': Spark takes files whose names begin with _ or . for hidden ones and leaves out %s; rename it"
            .formatted(input, name));
  }

  private void collect(FileStatus status) throws IOException {
    if (!status.isDirectory()) {
      files.add(status);
      return;
    }
    FileStatus[] children = system.listStatus(status.getPath());
    TableMarkers.refuse(input, status.getPath(), system, children);
    requireAllListed(status.getPath(), children);
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      if (child.isFile() && child.getLen() > 0 && FileNames.isHiddenTable(name)) {
        throw hidden(name);
      }
      if (!FileNames.isHidden(name)) {
        warnOfPartition(child);
        collect(child);
      } else if (child.isDirectory()) {
        LOG.info("Left out of {}: the hidden directory {}", input, name);
      }
    }
  }

  /** Spark itself would read a column from the names of such directories. */
  private void warnOfPartition(FileStatus directory) {
    String name = directory.getPath().getName();
    int equals = name.indexOf('=');
    if (directory.isDirectory() && equals > 0 && partitions.add(name.substring(0, equals))) {
      LOG.warn(
          "{} has directories such as {}: their names are not read as a column '{}'; to model it, write it into the files",
          input,
          name,
          name.substring(0, equals));
    }
  }

  /**
   * Hadoop passes over local files that it cannot look at: names that Java cannot decode, links.
   */
  private void requireAllListed(Path directory, FileStatus[] children) {
    if (!(system instanceof LocalFileSystem local)) {
      return;
    }
    File folder = local.pathToFile(directory);
    String[] names = folder.list();
    Set<String> listed =
        Arrays.stream(children).map(child -> child.getPath().getName()).collect(Collectors.toSet());
    for (String name : names == null ? new String[0] : names) {
      if (!listed.contains(name) && !FileNames.isHidden(name)) {
        throw unlisted(folder, name);
      }
    }
  }

  private DataException unlisted(File folder, String name) {
    boolean isLink = isLink(folder, name);
    return new DataException(
        isLink
            ? "Cannot read data.input '%s': %s is a link to nothing; remove it, or mend it"
                .formatted(input, name)
            : "Cannot read data.input '%s': found a file '%s' whose name Java cannot read in this locale (sun.jnu.encoding is %s); set LC_ALL=C.UTF-8 for the command"
                .formatted(input, name, System.getProperty("sun.jnu.encoding")));
  }

  private static boolean isLink(File folder, String name) {
    try {
      return Files.isSymbolicLink(folder.toPath().resolve(name));
    } catch (java.nio.file.InvalidPathException e) {
      return false; // the name has characters that the locale has not
    }
  }

  /** Hadoop also looks for the checksum of a local file, by a name that is no URI then. */
  private void requireNoColons() {
    if (!(system instanceof LocalFileSystem)) {
      return;
    }
    for (FileStatus file : files) {
      String name = file.getPath().getName();
      if (name.contains(":")) {
        throw new DataException(
            "Cannot read data.input '%s': found a file '%s', and Hadoop reads no local file with a colon in its name; rename it"
                .formatted(input, name));
      }
    }
  }

  private static String scheme(String input) {
    String scheme = new Path(input).toUri().getScheme();
    return scheme == null ? "file" : scheme;
  }
}
