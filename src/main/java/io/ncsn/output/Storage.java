package io.ncsn.output;

import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.checkpoint.ModelFiles;
import io.ncsn.config.ConfigException;
import io.ncsn.config.Places;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.read.FileListing;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.SparkConf;

/** Accesses small files on any Hadoop file system, without a Spark session. */
public final class Storage {
  private static final String HADOOP_PREFIX = "spark.hadoop.";

  private final Configuration configuration;

  public Storage(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Returns a storage with Hadoop's own settings and the {@code spark.hadoop.*} settings that
   * spark-submit passes.
   */
  public static Storage ofSubmit() {
    Configuration configuration = new Configuration();
    for (var entry : new SparkConf().getAllWithPrefix(HADOOP_PREFIX)) {
      configuration.set(entry._1(), entry._2());
    }
    return new Storage(configuration);
  }

  /**
   * Returns the path that a setting or option names.
   *
   * @param what name of the setting or option, for the message
   * @throws ConfigException if it is not a path, or if its file system is unknown
   */
  public Path path(String what, String location) {
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
  private static String reason(Exception e) {
    return String.valueOf(e.getMessage()).replaceFirst("^(java\\.[\\w.]+: )+", "");
  }

  /**
   * Reads the text of a configuration file: a local file if there is one of that name, and
   * otherwise by Hadoop's rules.
   */
  public String readConfiguration(String location) throws IOException {
    java.nio.file.Path local = java.nio.file.Path.of(Places.expand(location));
    if (Files.isRegularFile(local)) {
      return Files.readString(local);
    }
    Path path = path("--config", location);
    FileSystem files = files(path);
    if (!files.exists(path)) {
      throw new FileNotFoundException(location);
    }
    if (files.getFileStatus(path).isDirectory()) {
      throw new IOException("it is a directory");
    }
    return text(path);
  }

  private String text(Path path) throws IOException {
    try (InputStream stream = files(path).open(path)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public ModelDirectory model(Path directory) {
    return ModelDirectory.at(directory.toString(), configuration);
  }

  public String read(Path path) {
    try {
      return text(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes a whole file in one step and overwrites an older one. Whenever it is stopped, either the
   * old file or the new one exists.
   */
  public void write(Path path, String text) {
    try {
      ModelFiles.of(files(path)).replace(path, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  public boolean exists(Path path) {
    try {
      return files(path).exists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + path + ": " + e.getMessage(), e);
    }
  }

  /** Returns the names in a directory; empty if it does not exist. */
  public List<String> list(Path directory) {
    try {
      FileSystem files = files(directory);
      return files.exists(directory)
          ? Arrays.stream(files.listStatus(directory))
              .map(FileStatus::getPath)
              .map(Path::getName)
              .sorted()
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + directory + ": " + e.getMessage(), e);
    }
  }

  public void delete(Path path) {
    try {
      files(path).delete(path, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + path + ": " + e.getMessage(), e);
    }
  }

  /** Deletes a directory if it is empty. */
  public void deleteIfEmpty(Path directory) {
    try {
      FileSystem files = files(directory);
      if (files.exists(directory) && files.listStatus(directory).length == 0) {
        files.delete(directory, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + directory + ": " + e.getMessage(), e);
    }
  }

  /**
   * Checks that a path can be a directory.
   *
   * @throws ConfigException if it is a file
   */
  public void requireNoFile(String what, Path path) {
    try {
      FileSystem files = files(path);
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
  public void requireWritable(String what, Path directory) {
    Path probe = new Path(directory, ".ncsn-probe");
    try {
      FileSystem files = files(directory);
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
    Path path = path(what, location);
    try {
      if (FileListing.roots(files(path), path).length == 0) {
        throw new DataException(
            "Cannot read %s '%s': there is no such file or directory; set %s to a table's path or URI"
                .formatted(what, location, what));
      }
    } catch (IOException e) {
      throw new DataException(
          "Cannot read %s '%s': %s".formatted(what, location, e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "Cannot read %s '%s': %s; Hadoop lists no directory that has a file with a colon in its name: rename the file"
              .formatted(what, location, reason(e)),
          e);
    }
  }

  /** Returns the path as the file system names it: absolute, with scheme and host. */
  public Path qualified(Path path) {
    try {
      return files(path).makeQualified(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Locks a file against other processes on local file systems and HDFS. Other file systems have no
   * means for this, and nobody is kept out there.
   *
   * @return the lock, which holds until it is closed; empty if another process holds it
   */
  public Optional<Lock> lock(Path file) {
    try {
      FileSystem files = files(file);
      if (files instanceof RawLocalFileSystem local) {
        return LocalLock.of(local.pathToFile(file).toPath()).map(lock -> lock);
      }
      return LeaseLock.SCHEMES.contains(files.getUri().getScheme())
          ? LeaseLock.of(files, file).map(lock -> lock)
          : Optional.of(Lock.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock " + file + ": " + e.getMessage(), e);
    }
  }

  /** A lock that keeps other processes out until it is closed. */
  public interface Lock extends Closeable {
    /** A lock that keeps nobody out. */
    Lock NONE =
        new Lock() {
          @Override
          public boolean isHeld() {
            return true;
          }

          @Override
          public void close() {
            // holds nothing
          }
        };

    /** Returns whether the file still exists and is the one that was locked. */
    boolean isHeld() throws IOException;
  }

  /**
   * Returns the file system, without the .crc files that Hadoop otherwise puts next to local files.
   */
  private FileSystem files(Path path) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return files instanceof LocalFileSystem local ? local.getRaw() : files;
  }
}
