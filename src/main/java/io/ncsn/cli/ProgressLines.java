package io.ncsn.cli;

import io.ncsn.job.ProgressLine;
import org.apache.spark.SparkEnv;
import org.slf4j.LoggerFactory;

/** The displays of a training's progress. */
final class ProgressLines {
  private ProgressLines() {}

  /**
   * Opens a display: one updating line if standard error is a terminal, and log lines otherwise.
   * Spark's metrics have the progress, too.
   */
  static ProgressLine open() {
    ProgressLine shown =
        System.console() == null
            ? new LoggedProgress(
                System::nanoTime, LoggerFactory.getLogger(ProgressLines.class)::info)
            : new TerminalProgress(System.err);
    return MeteredProgress.in(SparkEnv.get().metricsSystem(), shown);
  }
}
