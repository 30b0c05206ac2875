package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.testing.LocalSpark;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The error of log-densities, from densities that are made up. */
class DensityAccuracyTest {
  @Test
  void theStepsErrorIsOfRowsThatHaveBothDensities() {
    Dataset<Row> checked =
        LocalSpark.session()
            .sql(
                """
                select * from values (0d, 0.5d, true), (1d, 0.5d, false), (2d, 2.3d, false),
                  (double(null), 1d, true), (3d, double(null), true)
                  as t(log_density, finer_log_density, own_steps)""");

    Map<String, Object> facts = DensityAccuracy.ofSteps(checked).facts();

    double deviation = Math.sqrt((0.4 * 0.4 + 0.6 * 0.6 + 0.2 * 0.2) / 2);
    assertThat(facts).containsEntry("likelihood.step-error-rows", 3L);
    assertThat(number(facts, "likelihood.step-error")).isCloseTo(0.1, within(1e-12));
    assertThat(number(facts, "likelihood.step-error-deviation"))
        .isCloseTo(deviation, within(1e-12));
    assertThat(number(facts, "likelihood.step-error-standard-error"))
        .isCloseTo(deviation / Math.sqrt(3), within(1e-12));
    assertThat(number(facts, "likelihood.own-steps")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(DensityAccuracy.ofSteps(checked.where("own_steps and log_density > 0")).facts())
        .isEmpty();
  }

  @Test
  void theMeansErrorFollowsFromThoseOfTheRows() {
    Dataset<Row> densities =
        LocalSpark.session()
            .sql("select * from values (3d), (4d), (double(null)) as t(log_density_error)");

    assertThat(
            number(DensityAccuracy.ofProbes(densities).facts(), "likelihood.mean-standard-error"))
        .isCloseTo(2.5, within(1e-12)); // √(3² + 4²)/2
  }

  @Test
  void theRowsToCheckDoNotDependOnHowTheTableIsCut() {
    Dataset<Row> rows =
        LocalSpark.session().range(997).selectExpr("id as kept", "array(double(id)) as numbers");

    assertThat(DensityAccuracy.some(rows.repartition(7), 251, 5).collectAsList())
        .hasSize(251)
        .isEqualTo(DensityAccuracy.some(rows.coalesce(1), 251, 5).collectAsList())
        .isNotEqualTo(DensityAccuracy.some(rows, 251, 6).collectAsList());
  }

  private static double number(Map<String, Object> facts, String key) {
    return (double) facts.get(key);
  }
}
