package io.ncsn.app;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Evaluation: samples beside the real table, to metrics and report. */
final class EvaluatePhase {
  private final SparkSession spark;
  private final Path samples;
  private final Optional<OutputDirectory> output;
  private final RunRecord record;

  /**
   * @param samples directory of the sampled Parquet files
   * @param output where {@code report.html} goes; empty: the metrics are only printed
   * @param record has the settings in force ({@code data.input} is the reference table); gets the
   *     metrics
   */
  EvaluatePhase(
      SparkSession spark, Path samples, Optional<OutputDirectory> output, RunRecord record) {
    this.spark = spark;
    this.samples = samples;
    this.output = output;
    this.record = record;
  }

  /** Measures, and writes the report. */
  void run() {
    throw new UnsupportedOperationException(
        "Evaluating %s into %s with %s on Spark %s is not wired"
            .formatted(samples, output, record, spark.version()));
  }
}
