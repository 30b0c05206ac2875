package io.ncsn.app;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.Settings;
import io.ncsn.data.DataException;
import io.ncsn.data.ModelTable;
import io.ncsn.sample.Likelihood;
import io.ncsn.sample.LikelihoodPlan;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Likelihood: model directory and table to log-densities. */
final class LikelihoodPhase {
  private static final Logger LOG = LoggerFactory.getLogger(LikelihoodPhase.class);
  private static final Set<String> OURS =
      Set.of(Likelihood.LOG_DENSITY, Likelihood.ERROR, Likelihood.PROBES);

  private final SparkSession spark;
  private final Path model;
  private final Path output;
  private final RunRecord record;

  /**
   * @param model a model directory
   * @param output directory of the Parquet files; not there
   * @param record has the settings in force; gets {@code likelihood.rows}, {@code
   *     likelihood.unreadable}, {@code likelihood.mean} (nats), {@code likelihood.seconds} and
   *     {@code likelihood.rows-per-second}
   */
  LikelihoodPhase(SparkSession spark, Path model, Path output, RunRecord record) {
    this.spark = spark;
    this.model = model;
    this.output = output;
    this.record = record;
  }

  /**
   * Scores every row of {@code data.input}, keeping the columns {@code kept} beside the density.
   */
  void run(List<String> kept) {
    kept.stream()
        .filter(name -> OURS.contains(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .ifPresent(
            name -> {
              throw new DataException(
                  "Cannot keep column '%s': the result has a column of that name; rename it"
                      .formatted(name));
            });
    Settings settings = record.settings().settings();
    Checkpoint checkpoint =
        ModelDirectory.at(model.toString(), spark.sparkContext().hadoopConfiguration()).read();
    LikelihoodPlan plan =
        LikelihoodPlan.resolve(settings.likelihood(), checkpoint.model().network().dimension());
    Dataset<Row> rows = ModelTable.open(spark, settings.data(), checkpoint.model().table(), kept);
    LOG.info(
        "Log-densities of {}: {}",
        settings.data().input(),
        plan.probes() == 0 ? "exact trace" : plan.probes() + " random vectors a row");
    long begin = System.nanoTime();
    new Likelihood(spark, checkpoint, plan, settings.network().kernel())
        .write(rows, output.toString());
    note((System.nanoTime() - begin) / 1e9);
  }

  private void note(double seconds) {
    Row found =
        spark
            .read()
            .parquet(output.toString())
            .agg(
                count(lit(1)), count(col(Likelihood.LOG_DENSITY)), avg(col(Likelihood.LOG_DENSITY)))
            .first();
    long rows = found.getLong(0);
    long unreadable = rows - found.getLong(1);
    record
        .put("likelihood.rows", rows)
        .put("likelihood.unreadable", unreadable)
        .put("likelihood.seconds", seconds)
        .put("likelihood.rows-per-second", rows / seconds);
    if (!found.isNullAt(2)) {
      record.put("likelihood.mean", found.getDouble(2));
    }
    LOG.info(
        "Log-densities of {} rows, mean {}; {} rows have none, as a cell of theirs is not a finite number",
        rows,
        found.get(2),
        unreadable);
  }
}
