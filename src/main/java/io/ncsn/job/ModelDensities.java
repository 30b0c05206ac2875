package io.ncsn.job;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;

import io.ncsn.config.DataSettings;
import io.ncsn.sample.Likelihood;
import io.ncsn.sample.LikelihoodPlan;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
import io.ncsn.waves.Written;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the log-densities of a table's rows under a model, in nats and the table's units. A row
 * with a cell that holds no finite number has none (null).
 */
public final class ModelDensities {
  private static final Logger LOG = LoggerFactory.getLogger(ModelDensities.class);

  private final ModelRows reader;
  private final Likelihood likelihood;
  private final LikelihoodPlan plan;
  private final MachineAgreement machines;

  ModelDensities(
      ModelRows reader, Likelihood likelihood, LikelihoodPlan plan, MachineAgreement machines) {
    this.reader = reader;
    this.likelihood = likelihood;
    this.plan = plan;
    this.machines = machines;
  }

  /**
   * The columns {@code kept} of each row, and its density. The densities are found each time that
   * the Dataset is computed, so cache or write what is used twice.
   *
   * @param table has the model's columns
   */
  public Dataset<Row> rows(Dataset<Row> table, List<String> kept) {
    return likelihood.rows(reader.of(table, kept));
  }

  /**
   * The densities of rows that are arrays already.
   *
   * @param numbers one column: arrays of doubles, in the order of the model's columns
   */
  public Dataset<Row> ofArrays(Dataset<Row> numbers) {
    return likelihood.rows(numbers);
  }

  /**
   * Writes the columns {@code kept} and the density of every row, or of those rows that an earlier
   * call which was stopped did not.
   *
   * @param directory gets Parquet files, without {@code _SUCCESS}
   */
  public DensityResult write(
      Dataset<Row> table, List<String> kept, String directory, WavePace pace) {
    return writeRows(reader.of(table, kept), new WaveTarget(directory, pace));
  }

  /** As the other {@code write}, of the table that {@code data.input} names. */
  public DensityResult write(
      DataSettings data, List<String> kept, String directory, WavePace pace) {
    return write(data, kept, new WaveTarget(directory, pace));
  }

  /** As the other {@code write}, of the table that {@code data.input} names. */
  public DensityResult write(DataSettings data, List<String> kept, WaveTarget target) {
    LOG.info(
        "Log-densities of {}: {}{}, of rows with noise {} in standardised units",
        data.input(),
        way(),
        plan.isStepped() ? ", " + plan.steps() + " steps" : "",
        plan.sigma());
    return writeRows(reader.of(data, kept), target);
  }

  private String way() {
    if (plan.probes() == 0) {
      return "exact trace";
    }
    return plan.probes()
        + (plan.denoising() ? " estimates per row by denoising" : " random vectors per row");
  }

  private String reason() {
    if (!reader.codec().hasOnlyNumbers()) {
      return "the model cannot make them: they have a cell that is unlike all of the training rows, or cannot be read";
    }
    return "a cell of theirs is not a " + (plan.greyLevels() > 0 ? "grey level" : "finite number");
  }

  private DensityAccuracy accuracy(Dataset<Row> rows, WaveTarget target) {
    boolean checked = plan.isStepped() || plan.probes() == 0;
    if (plan.denoising() || !checked || !reader.codec().hasOnlyNumbers()) {
      return DensityAccuracy.ofProbes(densities(target));
    }
    int some = plan.isStepped() ? DensityAccuracy.ROWS : DensityAccuracy.ROWS_IN_OWN_STEPS;
    return DensityAccuracy.ofSteps(likelihood.check(DensityAccuracy.some(rows, some, plan.seed())));
  }

  private Dataset<Row> densities(WaveTarget target) {
    return reader.spark().read().parquet(target.directory());
  }

  private DensityResult writeRows(Dataset<Row> rows, WaveTarget target) {
    Written written = likelihood.write(rows, target);
    DensityMean mean = DensityMean.of(reader.spark(), target.directory());
    boolean any = mean.rows() > 0;
    DensityResult result =
        new DensityResult(
            written.rows(),
            written.rows() - mean.rows(),
            mean.mean(),
            any && plan.greyLevels() > 0
                ? OptionalDouble.of(
                    densities(target).agg(avg(col(Likelihood.BITS))).first().getDouble(0))
                : OptionalDouble.empty(),
            any ? accuracy(rows, target) : DensityAccuracy.UNKNOWN,
            plan.sigma(),
            plan.steps(),
            written.seconds(),
            machines);
    LOG.info(
        "Log-densities of {} rows, mean {}; {} rows have none{}",
        result.rows(),
        any ? mean.mean().getAsDouble() : null,
        result.unreadable(),
        result.unreadable() == 0 ? "" : ", as " + reason());
    result.accuracy().log(plan.sigma());
    if (result.unreadable() == result.rows() && !reader.codec().hasOnlyNumbers()) {
      LOG.warn(
          "No row has a log-density: see if data.null-values and data.timestamp-format are those of the training, which a model does not remember");
    }
    return result;
  }
}
