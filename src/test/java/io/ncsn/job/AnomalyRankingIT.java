package io.ncsn.job;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.cli.ChildJvm;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Log-densities rank anomalies. 10,000 rows of eight columns, all functions of two hidden numbers
 * and a little noise; 300 anomalies of the same columns, but each column of hidden numbers of its
 * own, so that no single column tells. Model and mixtures learn from all rows, without labels. The
 * first of the mixtures must do worse; {@code -Danomaly.mixtures=5,20} tells of a larger one too.
 */
@Order(1)
class AnomalyRankingIT {
  private static final List<String> COLUMNS =
      List.of("a", "b", "product", "sine", "cosine", "square", "cube", "bend");

  /** The columns as functions of the hidden numbers u and v. */
  private static final List<String> FUNCTIONS =
      List.of(
          "u",
          "v",
          "u * v",
          "sin(2 * u)",
          "cos(2 * v)",
          "u * u - 1",
          "v * v * v / 3",
          "tanh(u + v)");

  /** Numbers of normals. */
  private static final String MIXTURES = System.getProperty("anomaly.mixtures", "5");

  private static final Pattern MIXTURE =
      Pattern.compile("AUROC of a mixture of \\d+ normals: ([0-9.]+)");

  @TempDir private static Path folder;

  @BeforeAll
  static void inject() {
    rows(10_000, 1, true).union(rows(300, 1000, false)).coalesce(1).write().parquet(path());
  }

  /**
   * @param together whether all columns of a row have the same hidden numbers
   */
  private static Dataset<Row> rows(int count, int seed, boolean together) {
    Dataset<Row> rows = LocalSpark.session().range(0, count, 1, 1).toDF("row");
    for (int j = 0; j < COLUMNS.size(); j++) {
      int hidden = seed + (together ? 0 : 10 * j);
      rows =
          rows.withColumn("u", functions.randn(hidden))
              .withColumn("v", functions.randn(hidden + 1))
              .withColumn("noise", functions.randn(seed + 10 * j + 5))
              .withColumn(COLUMNS.get(j), functions.expr(FUNCTIONS.get(j) + " + noise / 10"));
    }
    return rows.drop("u", "v", "noise").withColumn("anomaly", functions.lit(together ? 0.0 : 1.0));
  }

  @Test
  void densitiesRankAnomaliesBetterThanAMixtureOfFewNormals() throws Exception {
    Path log = folder.resolve("mixtures.log");
    Process mixturesOfNormals =
        new ProcessBuilder(
                ChildJvm.command(
                    List.of(),
                    MixturesOfNormals.class,
                    path(),
                    String.join(",", COLUMNS),
                    MIXTURES))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      double found = rankingByDensities();
      System.out.printf("AUROC of log-densities: %.4f%n", found);
      int code = mixturesOfNormals.waitFor();
      String said = Files.readString(log);
      assertThat(code).as(said).isZero();
      List<MatchResult> mixtures = MIXTURE.matcher(said).results().toList();
      mixtures.forEach(mixture -> System.out.println(mixture.group()));
      double few = Double.parseDouble(mixtures.get(0).group(1));
      assertThat(few).isGreaterThan(0.5);
      assertThat(found).isGreaterThan(0.97).isGreaterThan(few);
    } finally {
      mixturesOfNormals.destroyForcibly();
    }
  }

  private static double rankingByDensities() {
    String input = "data.input=" + path();
    ShortTraining training =
        new ShortTraining(
            folder.resolve("training"),
            input,
            "data.exclude=row,anomaly",
            "noise.sigma-end=0.05",
            "network.hidden=128,128",
            "train.batch-size=256",
            "train.averaging-frequency=50",
            "train.max-rounds=60",
            "train.learning-rate=3e-3");
    return MixturesOfNormals.ranking(
        training
            .densities("densities", List.of("anomaly"), input)
            .withColumn("odd", col("log_density").multiply(-1)));
  }

  private static String path() {
    return folder.resolve("table").toString();
  }
}
