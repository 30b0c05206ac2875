package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows in ranges of two numbers, from a model of N(0, 1) numbers p and q with correlation 0.8, and
 * a date that is a day for each tenth of p.
 */
class RangesTest {
  private static final int COUNT = 2003;
  private static final double MODEL_ERROR = 0.1;

  @TempDir private static Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    Dataset<Row> table =
        LocalSpark.session()
            .range(0, 6007, 1, 3)
            .selectExpr(
                "sqrt(-2 * ln(1 - 0.99999 * pmod(id * 0.7548776662466927D, 1))) as r",
                "2 * pi() * pmod(id * 0.5698402909980532D, 1) as w")
            .selectExpr("r * cos(w) as p", "r * sin(w) as z")
            .selectExpr(
                "p",
                "round(0.8 * p + 0.6 * z, 2) as q",
                "date_add(date'2020-07-01', cast(round(10 * p) as int)) as day");
    model =
        Training.of(settings("train.max-rounds=12"))
            .on(table, folder.resolve("trained").toString())
            .model();
  }

  private static EffectiveSettings settings(String... further) {
    return KnownJoint.settings(further);
  }

  @Test
  void twoRangesLeaveTheirPartOfTheNormalDistribution() {
    Dataset<Row> rows = rows("sample.where.p=0..", "sample.where.q=..0");

    assertThat(rows.filter("p >= 0 and q <= 0").count()).isEqualTo(COUNT);
    double quadrant = 0.25 - Math.asin(0.8) / (2 * Math.PI);
    double mean = (1 - 0.8) / (2 * Math.sqrt(2 * Math.PI)) / quadrant;
    assertThat(mean(rows, "p")).isCloseTo(mean, within(MODEL_ERROR));
    assertThat(mean(rows, "q")).isCloseTo(-mean, within(MODEL_ERROR));
  }

  @Test
  void aRangeIsDrawnGivenAnExactNumber() {
    Dataset<Row> rows = rows("sample.where.p=1", "sample.where.q=..0");

    assertThat(rows.filter("p = 1 and q <= 0").count()).isEqualTo(COUNT);
    // The mean of N(.8, .6²) below 0: .8 − .6·φ(4/3)/Φ(−4/3).
    assertThat(mean(rows, "q")).isCloseTo(-0.2789, within(MODEL_ERROR));
  }

  @Test
  void datesAreTakenInRanges() {
    Dataset<Row> rows = rows("sample.where.day=2020-07-11..2020-07-12");

    assertThat(rows.filter("day in (date'2020-07-11', date'2020-07-12')").count()).isEqualTo(COUNT);
    assertThat(mean(rows, "p")).isCloseTo(1.05, within(MODEL_ERROR));
    assertThat(mean(rows, "q")).isCloseTo(0.84, within(MODEL_ERROR));
  }

  @Test
  void rareRangesAreMetByEveryRow() {
    Dataset<Row> rows = rows("sample.where.p=1..", "sample.where.q=..-1");

    assertThat(rows.filter("p >= 1 and q <= -1").count()).isEqualTo(COUNT);
    assertThat(rows.select("p").distinct().count()).isGreaterThan(COUNT / 2);
    // By numerical integration; one of 17,800 rows is there.
    assertThat(mean(rows, "p")).isCloseTo(1.1615, within(MODEL_ERROR));
    assertThat(mean(rows, "q")).isCloseTo(-1.1615, within(MODEL_ERROR));
  }

  @Test
  void conditionsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(
            () ->
                rows(
                        "sample.where.p=1",
                        "sample.where.day=2020-06-03..2020-06-04",
                        "sample.count=3")
                    .count())
        .hasStackTraceContaining(
            "Cannot draw rows to sample.where: by the model the conditions have the probability 0");
  }

  @Test
  void guidanceMovesRowsAsItMovesNormalOnes() {
    for (double weight : new double[] {0, 0.5, 1}) {
      Dataset<Row> rows = rows("sample.where.p=1", "sample.guidance=" + weight);
      GuidedNormal guided = new GuidedNormal(0.8, weight);

      assertThat(mean(rows, "q")).as("w %s", weight).isCloseTo(guided.mean(1), within(MODEL_ERROR));
      assertThat(rows.selectExpr("stddev(q)").first().getDouble(0))
          .as("w %s", weight)
          .isCloseTo(guided.deviation(), within(MODEL_ERROR));
    }
  }

  private static Dataset<Row> rows(String... where) {
    String[] all = new String[where.length + 1];
    all[0] = "sample.count=" + COUNT;
    System.arraycopy(where, 0, all, 1, where.length);
    return model.sampler(settings(all).settings().sample()).rows().cache();
  }

  private static double mean(Dataset<Row> rows, String column) {
    return rows.selectExpr("avg(" + column + ")").first().getDouble(0);
  }
}
