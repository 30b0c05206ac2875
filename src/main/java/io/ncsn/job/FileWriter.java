package io.ncsn.job;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes small files from executors to a directory on any file system. A file is there whole or not
 * at all: a task writes it beside, and then gives it its name. What several attempts of a task
 * write must be equal.
 *
 * @param directory where the files go
 */
record FileWriter(String directory, SerializableConfiguration hadoop) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String UNFINISHED = "_temporary";

  /** Returns a writer to {@code directory}, which is empty then. */
  static FileWriter empty(SparkSession spark, String directory) {
    FileWriter files =
        new FileWriter(
            directory, new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    files.delete(new Path(directory));
    return files;
  }

  /**
   * Writes a file from a task.
   *
   * @param name its path below the directory
   */
  void write(String name, byte[] contents) {
    Path file = new Path(directory + "/" + name);
    long attempt = TaskContext.get().taskAttemptId();
    Path unfinished = new Path(directory + "/" + UNFINISHED + "/" + attempt + "/" + name);
    try {
      FileSystem system = file.getFileSystem(hadoop.value());
      try (OutputStream out = system.create(unfinished, true)) {
        out.write(contents);
      }
      system.mkdirs(file.getParent());
      if (!system.rename(unfinished, file) && !system.exists(file)) {
        throw new IOException("it could not be given its name");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Deletes what tasks that were stopped have left. */
  void clean() {
    delete(new Path(directory, UNFINISHED));
  }

  private void delete(Path path) {
    try {
      path.getFileSystem(hadoop.value()).delete(path, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + path + ": " + e.getMessage(), e);
    }
  }
}
