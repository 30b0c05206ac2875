package io.ncsn.bench;

import io.ncsn.config.ConfigException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** A complete run of {@code ncsn bench --growth}. */
public final class GrowthRun {
  private static final int LEAST_ROWS = 10_000;
  private static final int MOST_ROWS = 100_000_000;

  private final Supplier<SparkSession> spark;
  private final int mostRows;

  /**
   * Makes a run.
   *
   * @param spark starts Spark
   * @param mostRows greatest number of rows in tables and samples
   * @throws ConfigException if {@code mostRows} is too small or too large
   */
  public GrowthRun(Supplier<SparkSession> spark, int mostRows) {
    if (mostRows < LEAST_ROWS || mostRows > MOST_ROWS) {
      throw new ConfigException(
          "Cannot measure growth up to %d rows; give %d to %d to --rows"
              .formatted(mostRows, LEAST_ROWS, MOST_ROWS));
    }
    this.spark = spark;
    this.mostRows = mostRows;
  }

  /**
   * Measures, fits and extrapolates.
   *
   * @param progress receives the name of the current measurement
   */
  public GrowthResult run(Consumer<String> progress) {
    try (Lab lab = new Lab(spark)) {
      GrowthMeasurements measured = new GrowthLab(lab, progress).measure(mostRows);
      progress.accept("simulating");
      return GrowthResult.of(measured);
    }
  }
}
