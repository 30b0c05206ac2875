package io.ncsn.app;

import org.apache.spark.sql.SparkSession;

/** Training: table to shards to model directory. */
final class TrainPhase {
  private final SparkSession spark;
  private final OutputDirectory output;
  private final MetricsLog metrics;
  private final RunRecord record;

  /**
   * @param output where the model and the work files go
   * @param metrics gets a line a round
   * @param record has the settings in force; gets {@code train.seconds}, {@code
   *     train.rows-per-second}, {@code train.loss}, {@code parameters-sha256} and the settings that
   *     {@code auto} came to
   */
  TrainPhase(SparkSession spark, OutputDirectory output, MetricsLog metrics, RunRecord record) {
    this.spark = spark;
    this.output = output;
    this.metrics = metrics;
    this.record = record;
  }

  /** Trains, or takes up an unfinished training of the same configuration. */
  void run() {
    throw new UnsupportedOperationException(
        "Training into %s with %s and %s on Spark %s is not wired"
            .formatted(output.model(), metrics, record, spark.version()));
  }
}
