package io.ncsn.ml;

import io.ncsn.config.ConfigException;
import io.ncsn.output.Storage;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import scala.Option;

/** A directory of work files, which goes when it is closed. */
final class WorkDirectory implements AutoCloseable {
  private final Storage storage;
  private final Path path;

  private WorkDirectory(Storage storage, Path path) {
    this.storage = storage;
    this.path = path;
  }

  /**
   * Makes a new directory.
   *
   * @param parent where it is; empty: Spark's checkpoint directory, or in local mode Spark's local
   *     directory
   * @throws ConfigException if there is no such directory that executors share
   */
  static WorkDirectory in(Option<String> parent, SparkContext context) {
    Storage storage = new Storage(context.hadoopConfiguration());
    String place = parent.isDefined() ? parent.get() : place(context);
    return new WorkDirectory(
        storage, new Path(storage.path("workDir", place), "ncsn-" + UUID.randomUUID()));
  }

  private static String place(SparkContext context) {
    Option<String> checkpoints = context.getCheckpointDir();
    if (checkpoints.isDefined()) {
      return checkpoints.get();
    }
    if (context.isLocal()) {
      return SparkFiles.getRootDirectory();
    }
    throw new ConfigException(
        "workDir is not set, and Spark has no checkpoint directory: fit keeps the table's shards where the driver and all executors read them; set workDir to a directory that they share, such as hdfs:///user/me/work");
  }

  /** Returns the path of {@code name} in it. */
  String of(String name) {
    return new Path(path, name).toString();
  }

  @Override
  public void close() {
    storage.delete(path);
  }
}
