package io.ncsn.job;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;

import io.ncsn.config.Settings;
import io.ncsn.output.JobKind;
import io.ncsn.output.RunRecord;
import io.ncsn.sample.Likelihood;
import io.ncsn.sample.LikelihoodPlan;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.Written;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Likelihood: model directory and table to log-densities. */
public final class LikelihoodPhase {
  private static final Logger LOG = LoggerFactory.getLogger(LikelihoodPhase.class);

  private final SparkSession spark;
  private final Path model;
  private final Path output;
  private final RunRecord record;

  /**
   * @param model a model directory
   * @param output directory of the Parquet files; not there, or with some of them
   * @param record has the settings in force; gets {@code likelihood.rows}, {@code
   *     likelihood.unreadable}, {@code likelihood.mean} (nats), {@code likelihood.seconds}, {@code
   *     likelihood.rows-per-second} and for grey levels {@code likelihood.bits-per-dimension}
   */
  public LikelihoodPhase(SparkSession spark, Path model, Path output, RunRecord record) {
    this.spark = spark;
    this.model = model;
    this.output = output;
    this.record = record;
  }

  /**
   * Scores every row of {@code data.input}, keeping the columns {@code kept} beside the density.
   */
  public void run(List<String> kept) {
    Settings settings = record.settings().settings();
    ModelRows table = ModelRows.open(spark, model, settings.data(), kept, Likelihood.columns());
    LikelihoodPlan plan =
        LikelihoodPlan.resolve(settings.likelihood(), table.checkpoint().model().network());
    LOG.info(
        "Log-densities of {}: {}",
        settings.data().input(),
        plan.probes() == 0 ? "exact trace" : plan.probes() + " random vectors a row");
    Written written =
        new Likelihood(
                spark, table.checkpoint(), plan, table.kernel(spark, record, JobKind.LIKELIHOOD))
            .write(table.rows(), output.toString(), new WavePace(settings.waves().seconds()));
    note(written, plan);
  }

  private void note(Written written, LikelihoodPlan plan) {
    Dataset<Row> densities = spark.read().parquet(output.toString());
    Row found =
        densities.agg(count(col(Likelihood.LOG_DENSITY)), avg(col(Likelihood.LOG_DENSITY))).first();
    long unreadable = written.rows() - found.getLong(0);
    record
        .put("likelihood.rows", written.rows())
        .put("likelihood.unreadable", unreadable)
        .put("likelihood.seconds", written.seconds())
        .put("likelihood.rows-per-second", written.rows() / written.seconds());
    if (!found.isNullAt(1)) {
      record.put("likelihood.mean", found.getDouble(1));
      if (plan.greyLevels() > 0) {
        double bits = densities.agg(avg(col(Likelihood.BITS))).first().getDouble(0);
        record.put("likelihood.bits-per-dimension", bits);
      }
    }
    LOG.info(
        "Log-densities of {} rows, mean {}; {} rows have none, as a cell of theirs is not a {}",
        written.rows(),
        found.get(1),
        unreadable,
        plan.greyLevels() > 0 ? "grey level" : "finite number");
  }
}
