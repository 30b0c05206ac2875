package io.ncsn.cli;

import io.ncsn.config.TableSettings;
import io.ncsn.job.QualityGates;
import io.ncsn.job.TableCommit;
import io.ncsn.output.JobKind;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import io.ncsn.settings.Settings;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the rows of a command into a table of a catalogue besides the output, if asked to. */
final class TableStep {
  private static final Logger LOG = LoggerFactory.getLogger(TableStep.class);
  private static final String DONE = "table.done";

  private final Optional<TableCommit> commit;
  private final Path rows;

  private TableStep(Optional<TableCommit> commit, Path rows) {
    this.commit = commit;
    this.rows = rows;
  }

  /**
   * Finds the table, before anything is computed.
   *
   * @param rows the directory of the command's rows
   * @throws io.ncsn.config.ConfigException if the rows cannot go there
   */
  static TableStep plan(
      SparkSession spark, Storage storage, JobKind job, Path rows, RunRecord record) {
    TableSettings settings = record.settings().settings().table();
    String section = job == JobKind.PIPELINE ? JobKind.SAMPLE.command() : job.command();
    Optional<String> name =
        switch (job) {
          case PIPELINE, SAMPLE -> settings.sample();
          case LIKELIHOOD -> settings.likelihood();
          case SCORE -> settings.score();
          case IMPUTE -> settings.impute();
          case TRAIN, EVALUATE, DRIFT, COMPARE -> Optional.empty();
        };
    return new TableStep(
        name.map(
            table ->
                TableCommit.of(
                    spark, storage, section + ".table", table, settings, rows.toString())),
        rows);
  }

  /** The target of the waves that write the rows. */
  WaveTarget target(Settings settings) {
    WavePace pace = new WavePace(settings.waves().seconds());
    return commit
        .map(table -> table.target(pace))
        .orElseGet(() -> new WaveTarget(rows.toString(), pace));
  }

  /** Puts the rows into the table if the gates are met, and records whether it did. */
  void finish(QualityGates gates, RunRecord record) {
    if (commit.isEmpty()) {
      return;
    }
    record.put(DONE, gates.areMet());
    if (gates.areMet()) {
      record.putAll(commit.get().write());
    } else {
      LOG.warn(
          "No rows for table {}: a quality gate is not met, and it stays as it was",
          commit.get().name());
    }
  }
}
