package io.ncsn.testing;

import io.ncsn.cli.ProgramFilter;
import org.apache.spark.sql.SparkSession;

/**
 * The one local Spark session all tests of a JVM share: started on first use, stopped with the JVM.
 */
public final class LocalSpark {
  private static volatile RunningTasks tasks = RunningTasks.NONE;

  private LocalSpark() {}

  /** A {@code local[2]} session without UI, bound to the loopback address. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  /** Waits until no task of the session is at work; does not start it. */
  static void awaitTasks() throws InterruptedException {
    tasks.awaitNone();
  }

  private static final class Holder {
    private static final SparkSession SESSION = start();

    private static SparkSession start() {
      ProgramFilter.install(); // so that a class that the program may not send is found out
      SparkSession session =
          SparkSession.builder()
              .master("local[2]")
              .appName("ncsn-spark tests")
              .config("spark.ui.enabled", "false")
              .config("spark.plugins", "io.ncsn.train.RoundsPlugin") // as on clusters
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.hadoop.parquet.page.verify-checksum.enabled", "true") // as the program
              .config("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED")
              .config("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED")
              .config("spark.executor.killOnFatalError.depth", "0")
              .config("spark.sql.shuffle.partitions", "4")
              .config(
                  "spark.sql.warehouse.dir",
                  System.getProperty("java.io.tmpdir") + "/ncsn-warehouse")
              .getOrCreate();
      session.sparkContext().setLogLevel("WARN");
      tasks = RunningTasks.of(session.sparkContext());
      return session;
    }
  }
}
