package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.testing.LocalSpark;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The job, with a model that scores N(0, I) in standardised units exactly. */
class LikelihoodTest {
  /** That of the smallest noise level, 0.01. */
  private static final double SMALLEST_VARIANCE = 1e-4;

  @TempDir private Path folder;

  /** log N(x; mean, scale²(1 + σ_L²)): the noised density, in the table's units. */
  @ParameterizedTest
  @CsvSource({"0, 0", "4, 0", "0, 10", "4, 5"})
  void aGaussiansDensityIsInTheTablesUnits(int probes, int steps) {
    LikelihoodPlan plan = new LikelihoodPlan(false, steps, 1e-5, probes, 0, 0.01, 3);
    List<Row> found = densities("gaussian", table(600), plan).collectAsList();
    assertThat(found).hasSize(600);
    for (Row row : found) {
      assertDensity(row, SMALLEST_VARIANCE);
      if (probes > 0) { // a multiple of the identity has the same form along every ±1 vector
        assertThat(row.getDouble(2)).isCloseTo(0, within(1e-4));
        assertThat(row.getInt(3)).isEqualTo(probes);
      }
    }
  }

  @Test
  void aRowsDensityDoesNotDependOnWhereItStands() {
    Dataset<Row> table = table(300);
    List<Row> whole = densities("whole", table.coalesce(1), 3).collectAsList();
    List<Row> cut = densities("cut", table.orderBy("x").repartition(3), 3).collectAsList();
    for (int i = 0; i < whole.size(); i++) {
      assertThat(cut.get(i).getLong(0)).isEqualTo(whole.get(i).getLong(0));
      assertThat(cut.get(i).getDouble(1)).isCloseTo(whole.get(i).getDouble(1), within(1e-4));
    }
  }

  /** With noise of 0.5 added in standardised units. */
  @ParameterizedTest
  @ValueSource(ints = {0, 10})
  void theDensityIsOfRowsWithTheNoiseThatIsChosen(int steps) {
    LikelihoodPlan plan = new LikelihoodPlan(false, steps, 1e-5, 0, 0, 0.5, 3);
    for (Row row : densities("noised", table(50), plan).collectAsList()) {
      assertDensity(row, 0.25);
    }
  }

  @Test
  void theCorrectionIsAddedToEachLogDensity() {
    LikelihoodPlan plan = new LikelihoodPlan(false, 7, 1e-5, 0, 0, 0.01, 3, 0.75, 0.25);
    List<Row> found = densities("corrected", table(20), plan).collectAsList();
    plan = new LikelihoodPlan(false, 7, 1e-5, 0, 0, 0.01, 3, 0.75, 0);
    List<Row> plain = densities("plain", table(20), plan).collectAsList();
    for (int i = 0; i < 20; i++) {
      assertThat(found.get(i).getDouble(1))
          .isCloseTo(plain.get(i).getDouble(1) + 0.25, within(1e-9));
    }
  }

  @Test
  void aRowThatHoldsNoNumberHasNoDensityAndStays() {
    Dataset<Row> table =
        LocalSpark.session()
            .sql(
                "select id, array(x, cast(-3 as double)) as numbers from values (1L, 100d), (2L,"
                    + " cast(null as double)), (3L, double('NaN')), (4L, double('Infinity')), (5L,"
                    + " 101d) as t(id, x)");
    List<Row> found = densities("unreadable", table, 0).collectAsList();
    assertThat(found).extracting(row -> row.getLong(0)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(found)
        .extracting(row -> row.isNullAt(1))
        .containsExactly(false, true, true, true, false);
  }

  /** An anomaly is what one looks for: the farther a row, the lower its density, never none. */
  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void aRowHoweverFarHasADensityThatFalls(int probes) {
    Dataset<Row> table =
        LocalSpark.session()
            .sql(
                "select id, array(x, cast(-3 as double)) as numbers from values (0L, 100d), (1L,"
                    + " 1e4), (2L, 1e8), (3L, -1e15), (4L, 1e20), (5L, 1e25), (6L, -1e30), (7L,"
                    + " 1e37), (8L, 1e60), (9L, double(1e200)) as t(id, x)");
    List<Row> found = densities("far" + probes, table, probes).collectAsList();
    double above = 0;
    for (Row row : found) {
      assertThat(row.isNullAt(1)).as("row %d", row.getLong(0)).isFalse();
      assertThat(row.getDouble(1)).as("row %d", row.getLong(0)).isFinite().isLessThan(above);
      above = row.getDouble(1);
    }
  }

  @Test
  void denoisingGivesTheDensitiesOfANormalDistribution() {
    Dataset<Row> table =
        LocalSpark.session()
            .sql(
                "select id, array(x, y) as numbers from values (1L, 100d, -4d), (2L, 87d, -3.1d), (3L,"
                    + " double('NaN'), 0d), (4L, 1e60, 0d) as t(id, x, y)");
    List<Row> byOde = densities("by ode", table, 0).collectAsList();
    List<Row> found =
        densities("denoised", table, new LikelihoodPlan(true, 0, 1e-5, 5, 0, 0.01, 3))
            .collectAsList();
    for (int i = 0; i < 2; i++) {
      assertThat(found.get(i).getDouble(1)).isCloseTo(byOde.get(i).getDouble(1), within(2e-3));
      assertThat(found.get(i).getDouble(2)).as("standard error").isLessThan(1e-3);
      assertThat(found.get(i).getInt(3)).isEqualTo(5);
    }
    assertThat(found.get(2).isNullAt(1)).isTrue();
    assertThat(found.get(3).getDouble(1)).as("a far row").isBetween(-5e117, -4.99e117);
  }

  /**
   * The density of a row of levels is that of a point within half a level of it; what is no level
   * has none.
   */
  @Test
  void greyLevelsGiveBitsPerDimension() {
    Dataset<Row> table =
        LocalSpark.session()
            .sql(
                "select id, array(x, y) as numbers from values (1L, 100d, 0d), (2L, 90d, 1d), (3L,"
                    + " 100.5d, 0d), (4L, 256d, 0d), (5L, -1d, 0d), (6L, 255d, 0d) as t(id, x, y)");
    List<Row> found =
        densities("grey", table, new LikelihoodPlan(false, 0, 1e-5, 0, 256, 0.01, 3))
            .collectAsList();
    assertThat(found)
        .extracting(row -> row.isNullAt(1))
        .containsExactly(false, false, true, true, true, false);
    assertThat(found)
        .extracting(row -> row.isNullAt(2))
        .containsExactly(false, false, true, true, true, false);
    double[][] rows = {{100, 0}, {90, 1}};
    for (int i = 0; i < rows.length; i++) {
      double density = found.get(i).getDouble(1);
      double least = 0;
      double most = 0;
      for (int j = 0; j < 2; j++) {
        double away = Math.abs(rows[i][j] - NormalModel.MEAN[j]);
        most += logNormal(Math.max(0, away - 0.5) / NormalModel.SCALE[j], j, SMALLEST_VARIANCE);
        least += logNormal((away + 0.5) / NormalModel.SCALE[j], j, SMALLEST_VARIANCE);
      }
      assertThat(density).isBetween(least - 2e-3, most + 2e-3);
      assertThat(found.get(i).getDouble(2)).isEqualTo(-density / (2 * Math.log(2)));
    }
  }

  /** Requires the density of a row of the table, noised by this variance in standardised units. */
  private static void assertDensity(Row row, double noise) {
    double expected = 0;
    for (int j = 0; j < 2; j++) {
      double value = j == 0 ? 80 + row.getLong(0) % 40 : -4 + row.getLong(0) / 300.0;
      expected += logNormal((value - NormalModel.MEAN[j]) / NormalModel.SCALE[j], j, noise);
    }
    assertThat(row.getDouble(1)).as("row %d", row.getLong(0)).isCloseTo(expected, within(2e-3));
  }

  /** log N of a standardised value with noise, in the units of column {@code column}. */
  private static double logNormal(double z, int column, double noise) {
    double variance = 1 + noise;
    return -z * z / variance / 2
        - Math.log(2 * Math.PI * variance) / 2
        - Math.log(NormalModel.SCALE[column]);
  }

  private static Dataset<Row> table(int rows) {
    return LocalSpark.session()
        .range(rows)
        .selectExpr("id", "80d + id % 40 as x", "-4d + id / 300d as y")
        .selectExpr("id", "array(x, y) as numbers", "x")
        .select("id", "numbers", "x");
  }

  private Dataset<Row> densities(String name, Dataset<Row> table, int probes) {
    return densities(name, table, new LikelihoodPlan(false, 0, 1e-5, probes, 0, 0.01, 3));
  }

  private Dataset<Row> densities(String name, Dataset<Row> table, LikelihoodPlan plan) {
    String path = folder.resolve(name).toString();
    new Likelihood(
            LocalSpark.session(),
            NormalModel.checkpoint(),
            plan,
            KernelPlan.here(KernelChoice.LIBTORCH))
        .write(table.select("id", "numbers"), new WaveTarget(path, new WavePace(30)));
    return LocalSpark.session().read().parquet(path).orderBy("id");
  }
}
