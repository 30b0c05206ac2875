package io.ncsn.job;

import io.ncsn.config.DataSettings;
import io.ncsn.config.EvaluateSettings;
import io.ncsn.data.read.PlainTable;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.RealRows;
import io.ncsn.evaluate.mixed.MixedEvaluation;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Measures the samples of a mixed table against its rows, as the input holds them: its shards have
 * pools in place of rare levels.
 */
final class MixedSamples {
  /** Fewer held-out rows give no floors: a fold of a classifier would be empty. */
  static final int FEWEST_HELD_OUT = 12;

  private final EvaluateSettings settings;
  private final DataSettings data;
  private final PreparedTable table;

  /**
   * Makes the measures.
   *
   * @param table the real table, as it was prepared by {@code data}
   */
  MixedSamples(EvaluateSettings settings, DataSettings data, PreparedTable table) {
    this.settings = settings;
    this.data = data;
    this.table = table;
  }

  /** Measures samples against the table that {@code data.input} names. */
  MixedEvaluation measure(SparkSession spark, Dataset<Row> samples) {
    return measure(RealRows.of(spark, data, table.codec()), samples);
  }

  /** Measures samples against a table that the program holds. */
  MixedEvaluation measure(Dataset<Row> real, Dataset<Row> samples) {
    return measure(RealRows.of(real, data, table.codec()), samples);
  }

  private MixedEvaluation measure(RealRows real, Dataset<Row> samples) {
    try (real) {
      return measured(real, samples);
    }
  }

  private MixedEvaluation measured(RealRows real, Dataset<Row> samples) {
    Dataset<Row> plain = PlainTable.of(samples, table.codec()).persist(StorageLevel.DISK_ONLY());
    try {
      return MixedEvaluation.of(
          real.training(),
          plain,
          hasHoldout() ? Optional.of(real.holdout()) : Optional.empty(),
          settings);
    } finally {
      plain.unpersist();
    }
  }

  private boolean hasHoldout() {
    return table.holdoutRows() >= FEWEST_HELD_OUT;
  }

  /** Returns what the reader must know before believing a figure, if there is something. */
  Optional<String> warning() {
    return hasHoldout()
        ? Optional.empty()
        : Optional.of(
            "Only %d rows are held out (data.holdout): the measures have no floors, and those that need held-out rows are left out."
                .formatted(table.holdoutRows()));
  }
}
