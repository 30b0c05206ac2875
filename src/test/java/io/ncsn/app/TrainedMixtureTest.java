package io.ncsn.app;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.EffectiveSettings;
import io.ncsn.config.Requirement;
import io.ncsn.config.SettingOverride;
import io.ncsn.config.SettingsReader;
import io.ncsn.evaluate.KnownDensities;
import io.ncsn.testing.LocalSpark;
import io.ncsn.truth.GaussianMixture;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of the mixture 0.8·N((5, 5), I) + 0.2·N((−5, −5), I), trained for some seconds. */
class TrainedMixtureTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void train() {
    Storage storage = new Storage(new Configuration());
    RunRecord record =
        record(
            "data.input=dataset:mixture",
            "data.rows=50000",
            "noise.sigma-begin=8",
            "noise.sigma-end=0.02",
            "noise.levels=40",
            "network.hidden=64,64",
            "train.batch-size=512",
            "train.averaging-frequency=50",
            "train.max-rounds=30",
            "train.learning-rate=5e-3");
    OutputDirectory output = new OutputDirectory(storage, folder.toString());
    MetricsLog metrics = new MetricsLog(storage, output.metrics());
    new TrainPhase(LocalSpark.session(), output, metrics, record).run();
  }

  private static RunRecord record(String... sets) {
    List<SettingOverride> overrides = new ArrayList<>();
    for (String set : sets) {
      int equals = set.indexOf('=');
      overrides.add(
          new SettingOverride(set.substring(0, equals), set.substring(equals + 1), "the test"));
    }
    EffectiveSettings settings =
        new SettingsReader(
                location -> {
                  throw new FileNotFoundException(location);
                })
            .read(Optional.empty(), overrides, EnumSet.noneOf(Requirement.class));
    return new RunRecord("test", settings);
  }

  private static Dataset<Row> densities(String name, String... sets) {
    org.apache.hadoop.fs.Path output =
        new org.apache.hadoop.fs.Path(folder.resolve(name).toString());
    org.apache.hadoop.fs.Path model =
        new org.apache.hadoop.fs.Path(folder.resolve("model").toString());
    new LikelihoodPhase(LocalSpark.session(), model, output, record(sets)).run(List.of("x", "y"));
    return LocalSpark.session().read().parquet(output.toString());
  }

  /** Rows of another seed than the training's, each beside its true log-density. */
  @Test
  void theMeanLogDensityIsWithinThreeHundredthsOfANatOfTheTruth() {
    GaussianMixture truth = KnownDensities.of("dataset:mixture", List.of("x", "y")).orElseThrow();
    List<Row> rows =
        densities("rows", "data.input=dataset:mixture", "data.rows=4000", "data.seed=77")
            .collectAsList();
    double found = 0;
    double expected = 0;
    for (Row row : rows) {
      found += row.getDouble(2) / rows.size();
      expected +=
          truth.logDensity(new double[] {row.getDouble(0), row.getDouble(1)}, 0) / rows.size();
    }
    assertThat(rows).hasSize(4000);
    assertThat(found).isCloseTo(expected, within(0.03));
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

  /** The errors' mean square in units of the standard error is 1: of 300 rows, within 0.5. */
  @Test
  void randomVectorsAgreeWithTheExactTraceWithinTheirStandardError() {
    String[] rows = {"data.input=dataset:mixture", "data.rows=300", "data.seed=78"};
    Dataset<Row> exact = densities("exact", rows);
    Dataset<Row> estimated =
        densities("estimated", rows[0], rows[1], rows[2], "likelihood.probes=64")
            .withColumnRenamed("log_density", "estimate");
    Row z =
        exact
            .join(estimated, List.of("x", "y").toArray(String[]::new))
            .withColumn(
                "z", col("estimate").minus(col("log_density")).divide(col("log_density_error")))
            .selectExpr("z * z as square", "abs(z) > 4.5 as far")
            .agg(avg("square"), sum(col("far").cast("int")))
            .first();
    assertThat(z.getDouble(0)).isBetween(0.5, 1.5);
    assertThat(z.getLong(1)).isZero();
  }
}
