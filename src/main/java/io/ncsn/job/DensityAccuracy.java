package io.ncsn.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.ncsn.sample.Likelihood;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The error of log-densities, in nats, as far as it is known.
 *
 * @param steps the error of the steps
 * @param probes standard error of the mean of all densities over the random vectors
 */
public record DensityAccuracy(Optional<StepError> steps, OptionalDouble probes) {
  static final DensityAccuracy UNKNOWN =
      new DensityAccuracy(Optional.empty(), OptionalDouble.empty());

  private static final Logger LOG = LoggerFactory.getLogger(DensityAccuracy.class);

  /** Rows that are checked where all rows take the same steps. */
  static final int ROWS = 256;

  /** Rows that are checked where each has steps of its own, which take a hundred times as long. */
  static final int ROWS_IN_OWN_STEPS = 32;

  /** More rows than this with steps of their own take most of a job's time. */
  private static final double MANY = 0.02;

  /**
   * The densities by steps half as long, or by half the tolerance, less those that were found, of
   * some of the rows.
   *
   * @param rows number of rows compared
   * @param mean mean of the differences
   * @param deviation their standard deviation
   * @param own part of the rows that had steps of their own
   */
  public record StepError(long rows, double mean, double deviation, double own) {
    double standardError() {
      return deviation / Math.sqrt(rows);
    }
  }

  /**
   * Chooses rows to check, by their values: the same ones however the table is cut.
   *
   * @param rows the last column holds the model's numbers
   * @param most how many to choose
   */
  static Dataset<Row> some(Dataset<Row> rows, int most, long seed) {
    String numbers = rows.columns()[rows.columns().length - 1];
    Dataset<Row> chosen =
        rows.select(numbers).orderBy(xxhash64(lit(seed), col(numbers))).limit(most);
    List<Row> all = chosen.collectAsList();
    return rows.sparkSession().createDataFrame(all, chosen.schema()).coalesce(1);
  }

  /** From {@link Likelihood#check}; unknown if no row has both densities. */
  static DensityAccuracy ofSteps(Dataset<Row> checked) {
    SummaryStatistics differences = new SummaryStatistics();
    int own = 0;
    for (Row row : checked.collectAsList()) {
      if (!row.isNullAt(0) && !row.isNullAt(1)) {
        differences.addValue(row.getDouble(1) - row.getDouble(0));
        own += row.getBoolean(2) ? 1 : 0;
      }
    }
    long rows = differences.getN();
    return rows == 0
        ? UNKNOWN
        : new DensityAccuracy(
            Optional.of(
                new StepError(
                    rows,
                    differences.getMean(),
                    differences.getStandardDeviation(),
                    (double) own / rows)),
            OptionalDouble.empty());
  }

  /** From the densities' standard errors. */
  static DensityAccuracy ofProbes(Dataset<Row> densities) {
    Column error = col(Likelihood.ERROR);
    Row row =
        densities
            .where(error.isNotNull())
            .agg(sqrt(sum(error.multiply(error))).divide(count(error)))
            .first();
    return new DensityAccuracy(
        Optional.empty(),
        row.isNullAt(0) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(0)));
  }

  /** The entries of {@code run.json}, in their order. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    steps.ifPresent(
        error -> {
          facts.put("likelihood.step-error", error.mean());
          facts.put("likelihood.step-error-standard-error", error.standardError());
          facts.put("likelihood.step-error-deviation", error.deviation());
          facts.put("likelihood.step-error-rows", error.rows());
          facts.put("likelihood.own-steps", error.own());
        });
    probes.ifPresent(error -> facts.put("likelihood.mean-standard-error", error));
    return facts;
  }

  /**
   * Logs it.
   *
   * @param sigma noise level of the rows whose density was found
   */
  void log(double sigma) {
    steps.ifPresent(
        error -> {
          LOG.info(
              "In finer steps, the mean log-density of {} of these rows changes by {} ± {} nats, and a row's by {}",
              error.rows(),
              digits(error.mean()),
              digits(error.standardError()),
              digits(error.deviation()));
          if (error.own() > MANY) {
            LOG.warn(
                "{} % of the rows need short steps of their own, which take most of the time: near them, the density at the least noise is spiky, as of whole numbers; a greater likelihood.sigma (now {}) finds the density of rows with that much noise, and fast",
                String.format(Locale.ROOT, "%.1f", 100 * error.own()), sigma);
          }
        });
    probes.ifPresent(
        error ->
            LOG.info(
                "Standard error of the mean over the estimates of rows: {} nats", digits(error)));
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
