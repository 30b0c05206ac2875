package io.ncsn.job;

import static org.apache.spark.sql.functions.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ConfigException;
import io.ncsn.sample.LikelihoodSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log-probabilities of mixed rows under a model of a table whose joint distribution is known. */
class MixedLikelihoodTest {
  /** The numbers of the table are rounded to this, and own as much. */
  private static final double STEP = 1e-3;

  @TempDir private static Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    model = KnownJoint.trained(folder.resolve("trained").toString());
  }

  /**
   * The distribution of the numbers is linear between a thousand knots, a few rows apart, so that a
   * single number's density is right within about 40 %. Over many rows the errors cancel.
   */
  @Test
  void rowsHaveTheirKnownProbabilities() {
    Dataset<Row> rows = KnownJoint.table().where("id % 29 = 3 and a is not null").drop("id");

    List<Row> found =
        model.densities(settings()).rows(rows, List.of("a", "b", "n", "c")).collectAsList();

    double[] errors = new double[found.size()];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = found.get(i).getDouble(4) - known(found.get(i));
    }
    double mean = StatUtils.mean(errors);
    double deviation = Math.sqrt(StatUtils.variance(errors));
    assertThat(errors).hasSizeGreaterThan(200);
    assertThat(deviation).isLessThan(0.6);
    assertThat(mean).isCloseTo(0, within(0.1 + 3 * deviation / Math.sqrt(errors.length)));
  }

  /** Returns the logarithm of a row's probability, by the definition of the table. */
  private static double known(Row row) {
    boolean x = row.getString(0).equals("x");
    boolean u = row.getString(1).equals("u");
    double ofU = x ? 0.9 : 0.25;
    double apart = row.getDouble(2) - (x ? 3 : -3) + (u ? 0 : 1);
    double density = Math.exp(-apart * apart / 2) / Math.sqrt(2 * Math.PI);
    return Math.log(
        (x ? 0.7 : 0.3)
            * (u ? ofU : 1 - ofU)
            * density
            * STEP
            * (100.0 / 101)
            * (row.getBoolean(3) ? 1.0 / 13 : 12.0 / 13));
  }

  @Test
  void rowsThatTheModelCannotMakeHaveNoneOrZero() {
    Dataset<Row> rows =
        LocalSpark.session()
            .sql(
                """
                select a, b, cast(n as double) as n, c from values
                ('x', 'never seen', 3.2, false), ('x', 'u', 99, false), ('x', 'u', 3, null),
                (null, 'u', 3, false)
                as t(a, b, n, c)                """);

    List<Row> found = model.densities(settings()).rows(rows, List.of()).collectAsList();

    assertThat(found).extracting(row -> row.isNullAt(0)).containsExactly(true, false, true, false);
    assertThat(found.get(1).getDouble(0))
        .as("a number out of range has the probability 0")
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aRowsPlaceDoesNotMatter() {
    Dataset<Row> rows = KnownJoint.table().where("id < 7").coalesce(1);
    List<Row> forward = densities(rows.orderBy("id").drop("id"));
    List<Row> backward = densities(rows.orderBy(desc("id")).drop("id"));

    for (int i = 0; i < 7; i++) {
      assertThat(backward.get(6 - i).getDouble(0)).isEqualTo(forward.get(i).getDouble(0));
      assertThat(backward.get(6 - i).getDouble(1))
          .as("up to rounding, which depends on the place")
          .isCloseTo(forward.get(i).getDouble(1), within(1e-4));
    }
  }

  @Test
  void greyLevelsAreRefused() {
    assertThatThrownBy(
            () ->
                model.densities(
                    KnownJoint.settings("likelihood.grey-levels=7").settings().likelihood()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("likelihood.grey-levels 7");
  }

  private static List<Row> densities(Dataset<Row> rows) {
    return model.densities(settings()).rows(rows, List.of("n")).collectAsList();
  }

  private static LikelihoodSettings settings() {
    return KnownJoint.settings("likelihood.probes=61").settings().likelihood();
  }
}
