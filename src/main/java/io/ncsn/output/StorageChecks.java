package io.ncsn.output;

import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.read.FashionMnist;
import io.ncsn.data.read.FileListing;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Checks, before a job starts, that it can read and write where it was told to. */
public final class StorageChecks {
  private final Storage storage;

  public StorageChecks(Storage storage) {
    this.storage = storage;
  }

  /**
   * Checks that a path can be a directory.
   *
   * @throws ConfigException if it is a file
   */
  void requireNoFile(String what, Path path) {
    try {
      FileSystem files = storage.files(path);
      if (files.exists(path) && !files.getFileStatus(path).isDirectory()) {
        throw new ConfigException(
            "Cannot write to %s '%s': it is a file; give a directory".formatted(what, path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Creates a directory and tries to write to it, before a job does so at its end.
   *
   * @throws ConfigException if that fails
   */
  void requireWritable(String what, Path directory) {
    Path probe = new Path(directory, ".ncsn-probe");
    try {
      FileSystem files = storage.files(directory);
      files.mkdirs(directory);
      files.create(probe, true).close();
      files.delete(probe, false);
    } catch (IOException e) {
      throw new ConfigException(
          "Cannot write to %s '%s': %s; give a directory that can be written to"
              .formatted(what, directory, e.getMessage()),
          e);
    }
  }

  /**
   * Checks that a table exists, before a cluster is requested.
   *
   * @throws DataException if nothing matches the path or glob
   */
  public void requireTable(String what, String location) {
    Path path = storage.path(what, location);
    try {
      if (FileListing.roots(storage.files(path), path).length == 0) {
        throw new DataException(
            "Cannot read %s '%s': there is no such file or directory; %s"
                .formatted(
                    what,
                    location,
                    FashionMnist.howToGet(location)
                        .orElse("set %s to a table's path or URI".formatted(what))));
      }
    } catch (IOException e) {
      throw new DataException(
          "Cannot read %s '%s': %s".formatted(what, location, e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "Cannot read %s '%s': %s; Hadoop lists no directory that has a file with a colon in its name: rename the file"
              .formatted(what, location, StoragePaths.reason(e)),
          e);
    }
  }
}
