package io.ncsn.cli;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;

/** A program whose one Spark task runs until it is cancelled. */
final class EndlessJob {
  static final String STARTED = "task started";
  static final String ADVICE = "Do it again";

  private EndlessJob() {}

  public static void main(String[] arguments) {
    try (SparkJob job = SparkJob.start("test", ADVICE, System.err)) {
      JavaSparkContext.fromSparkContext(job.session().sparkContext())
          .parallelize(List.of(1), 1)
          .foreach(
              element -> {
                System.out.println(STARTED);
                while (!TaskContext.get().isInterrupted()) {
                  LockSupport.parkNanos(1_000_000);
                }
              });
    }
  }
}
