package io.ncsn.job;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.evaluate.KnownDensities;
import io.ncsn.testing.LocalSpark;
import io.ncsn.truth.GaussianMixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model of the mixture 0.8·N((5, 5), I) + 0.2·N((−5, −5), I), trained for some seconds. */
class TrainedMixtureTest {
  @TempDir private static Path folder;
  private static ShortTraining training;

  @BeforeAll
  static void train() {
    training =
        new ShortTraining(
            folder,
            "data.input=dataset:mixture",
            "data.rows=50000",
            "noise.sigma-begin=8",
            "noise.sigma-end=0.05",
            "noise.levels=25",
            "network.hidden=128,128",
            "train.batch-size=512",
            "train.averaging-frequency=50",
            "train.max-rounds=80",
            "train.learning-rate=5e-3");
  }

  private static Dataset<Row> densities(String name, String... settings) {
    return training.densities(name, List.of("x", "y"), settings);
  }

  @Test
  void smoothDensitiesTakeFewStepsOfThemselves() {
    Map<String, String> facts = training.model().description().provenance();
    assertThat(facts).containsEntry(ModelDescription.DENSITY_SIGMA, "0.05");
    assertThat(Integer.parseInt(facts.get(ModelDescription.DENSITY_STEPS))).isBetween(6, 14);
  }

  /** Rows of another seed than the training's, each beside its true log-density. */
  @ParameterizedTest
  @ValueSource(strings = {"ode", "denoising"})
  void theMeanLogDensityIsWithinThreeHundredthsOfANatOfTheTruth(String method) {
    GaussianMixture truth = KnownDensities.of("dataset:mixture", List.of("x", "y")).orElseThrow();
    List<Row> rows =
        densities(
                "rows by " + method,
                "data.input=dataset:mixture",
                "data.rows=4000",
                "data.seed=77",
                "likelihood.method=" + method)
            .collectAsList();
    double found = 0;
    double expected = 0;
    for (Row row : rows) {
      found += row.getDouble(2) / rows.size();
      expected +=
          truth.logDensity(new double[] {row.getDouble(0), row.getDouble(1)}, 0) / rows.size();
    }
    assertThat(rows).hasSize(4000);
    // Where the network is not exact, the mean by denoising is a lower bound.
    assertThat(found).isBetween(expected - (method.equals("ode") ? 0.03 : 0.08), expected + 0.03);
  }

  @Test
  void theDensityIntegratesToOne() {
    double step = 0.4;
    LocalSpark.session()
        .range(0, 60 * 60, 1, 1)
        .selectExpr(
            "-12 + " + step + " * cast(id / 60 as int) as x", "-12 + " + step + " * (id % 60) as y")
        .selectExpr("cast(x as double) x", "cast(y as double) y")
        .write()
        .parquet(folder.resolve("grid").toString());
    Row integral =
        densities("on grid", "data.input=" + folder.resolve("grid"))
            .agg(sum(exp(col("log_density"))))
            .first();
    assertThat(integral.getDouble(0) * step * step).isCloseTo(1, within(0.01));
  }

  /**
   * The errors' mean square in units of the standard error is 1; where the derivative is a multiple
   * of the identity the estimate is exact, and the integration's own error is left.
   */
  @Test
  void randomVectorsAgreeWithTheExactTraceWithinTheirStandardError() {
    String[] rows = {"data.input=dataset:mixture", "data.rows=300", "data.seed=78"};
    String precise = "likelihood.tolerance=1e-6";
    Dataset<Row> exact = densities("exact", rows[0], rows[1], rows[2], precise);
    Dataset<Row> estimated =
        densities("estimated", rows[0], rows[1], rows[2], "likelihood.probes=64", precise)
            .withColumnRenamed("log_density", "estimate");
    Row z =
        exact
            .join(estimated, List.of("x", "y").toArray(String[]::new))
            .withColumn(
                "z", col("estimate").minus(col("log_density")).divide(col("log_density_error")))
            .where("log_density_error > 1e-3")
            .selectExpr("z * z as square", "abs(z) > 4.5 as far")
            .agg(avg("square"), sum(col("far").cast("int")), count("square"))
            .first();
    assertThat(z.getDouble(0)).isBetween(0.5, 1.5);
    assertThat(z.getLong(1)).isZero();
    assertThat(z.getLong(2)).as("rows whose error can be seen").isGreaterThan(100);
  }
}
