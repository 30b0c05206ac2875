package io.ncsn.app;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Sampling: model directory to Parquet. */
final class SamplePhase {
  private final SparkSession spark;
  private final Path model;
  private final Path samples;
  private final RunRecord record;

  /**
   * @param model a model directory
   * @param samples directory of the Parquet files; not there, or empty
   * @param record has the settings in force; gets {@code sample.seconds}, {@code
   *     sample.rows-per-second} and the settings that {@code auto} came to
   */
  SamplePhase(SparkSession spark, Path model, Path samples, RunRecord record) {
    this.spark = spark;
    this.model = model;
    this.samples = samples;
    this.record = record;
  }

  /** Draws {@code sample.count} rows. */
  void run() {
    throw new UnsupportedOperationException(
        "Sampling %s into %s with %s on Spark %s is not wired"
            .formatted(model, samples, record, spark.version()));
  }
}
