package io.ncsn.output;

import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.checkpoint.ModelFiles;
import io.ncsn.config.Places;
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
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.SparkConf;

/** Accesses small files on any Hadoop file system, without a Spark session. */
public final class Storage {
  private static final String HADOOP_PREFIX = "spark.hadoop.";

  private final Configuration configuration;
  private final StoragePaths paths;

  public Storage(Configuration configuration) {
    this.configuration = configuration;
    this.paths = new StoragePaths(configuration);
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
   * @throws io.ncsn.config.ConfigException if it is not a path, or if its file system is unknown
   */
  public Path path(String what, String location) {
    return paths.named(what, location);
  }

  /** Returns Hadoop's settings. */
  public Configuration configuration() {
    return configuration;
  }

  FileSystem files(Path path) throws IOException {
    return paths.files(path);
  }

  /** Returns the path as the file system names it: absolute, with scheme and host. */
  Path qualified(Path path) {
    try {
      return files(path).makeQualified(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + path + ": " + e.getMessage(), e);
    }
  }

  /** Returns the qualified path with a slash at its end, so that it begins those of all below. */
  String directoryName(Path path) {
    String name = qualified(path).toString();
    return name.endsWith("/") ? name : name + "/";
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
   * Reads the text of a file that may be packed, as Hadoop tells by the ending of its name, such as
   * {@code part-00000.gz}.
   */
  public String readUnpacked(Path path) {
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
    if (codec == null) {
      return read(path);
    }
    try (InputStream stream = codec.createInputStream(files(path).open(path))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack " + path + ": " + e.getMessage(), e);
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
   * Locks a file against other processes.
   *
   * @return the lock, which holds until it is closed; empty if another process holds it
   */
  Optional<FileLock> lock(Path file) {
    try {
      return FileLock.of(files(file), file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock " + file + ": " + e.getMessage(), e);
    }
  }
}
