package io.ncsn.output;

import io.ncsn.config.ConfigException;
import io.ncsn.config.Places;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Finds the paths that users name, and the file systems of paths. */
final class StoragePaths {
  private final Configuration configuration;

  StoragePaths(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Returns the path that a setting or option names.
   *
   * @param what name of the setting or option, for the message
   * @throws ConfigException if it is not a path, or if its file system is unknown
   */
  Path named(String what, String location) {
    Optional<String> mistake = Places.mistake(location);
    if (mistake.isPresent()) {
      throw new ConfigException("Cannot use %s '%s': %s".formatted(what, location, mistake.get()));
    }
    try {
      Path path = new Path(Places.expand(location));
      path.getFileSystem(configuration);
      return path;
    } catch (IOException | RuntimeException e) {
      // Hadoop names the connectors of well-known schemes even where it has none of them.
      boolean noConnector =
          e instanceof UnsupportedFileSystemException
              || e.getCause() instanceof ClassNotFoundException;
      String mend =
          noConnector
              ? "add the file system's connector, such as -- --packages org.apache.spark:spark-hadoop-cloud_2.12"
              : "give a local path or a URI such as hdfs://host/path";
      throw new ConfigException(
          "Cannot use %s '%s': %s; %s".formatted(what, location, reason(e), mend), e);
    }
  }

  /** Returns the message without the class names that Java puts before the messages of causes. */
  static String reason(Exception e) {
    return String.valueOf(e.getMessage()).replaceFirst("^(java\\.[\\w.]+: )+", "");
  }

  /**
   * Returns the file system, without the .crc files that Hadoop otherwise puts next to local files.
   */
  FileSystem files(Path path) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return files instanceof LocalFileSystem local ? local.getRaw() : files;
  }
}
