package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.Measure;
import io.ncsn.data.codec.DataException;
import io.ncsn.evaluate.Measurement;
import io.ncsn.evaluate.Metric;
import io.ncsn.evaluate.mixed.MixedEvaluation;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of a mixed table, measured by the call of the library. */
class MixedSamplesTest {
  private static final int ROWS = 997;

  @TempDir private Path folder;
  private int runs;

  @Test
  void theTableItselfHasNoErrorsAndIsItsOwnCopy() {
    Measurement found = measured(table(0), "evaluate.target=often_zero");

    assertThat(value(found, Measure.EXACT_COPIES)).isBetween(0.85, 1.0); // all but the hold-out
    assertThat(found.metric(Measure.EXACT_COPIES).floor()).hasValue(0);
    assertThat(value(found, Measure.SHAPE)).isLessThan(0.02);
    assertThat(value(found, Measure.CLOSEST_ROW_MEDIAN)).isZero();
    assertThat(value(found, Measure.UTILITY_RMSE))
        .as("the samples hold the rows on which trees are tested")
        .isLessThan(found.metric(Measure.UTILITY_RMSE).floor().getAsDouble());
    assertThat(found.metrics()).allMatch(metric -> metric.floor().isPresent());
  }

  /** Every 7th of 997 rows is yes; none of the samples is. Half of the levels are exchanged. */
  @Test
  void errorsOfColumnsAreTheShareOfRowsThatAreMoved() {
    Measurement found = measured(table(0).selectExpr("text", "false as yes", "often_zero", "day"));

    List<Double> errors =
        ((MixedEvaluation) found)
            .measures().shape().columns().stream().map(column -> column.error().value()).toList();
    assertThat(errors.get(1)).isCloseTo(1 / 7.0, within(0.02));
    assertThat(errors.get(0)).isLessThan(0.02);
    assertThat(value(found, Measure.SHAPE))
        .isCloseTo(errors.stream().mapToDouble(e -> e).average().orElseThrow(), within(1e-12));
  }

  @Test
  void figuresDoNotDependOnPartitionsOrOnTheFormOfTheSamples() {
    Dataset<Row> samples = table(4);

    String once = measured(samples.coalesce(1), "evaluate.target=yes").toJson();
    String again =
        measured(
                samples
                    .selectExpr(
                        "text",
                        "cast(yes as string) yes",
                        "cast(often_zero as string) often_zero",
                        "cast(day as string) day")
                    .repartition(5),
                "evaluate.target=yes")
            .toJson();

    assertThat(again).isEqualTo(once);
  }

  @Test
  void withoutHeldOutRowsThereAreNoFloors() {
    Measurement found = measured(table(4), "data.holdout=0", "evaluate.target=yes");

    assertThat(found.metrics()).allMatch(metric -> metric.floor().isEmpty());
    assertThat(found.metrics().stream().map(Metric::measure))
        .contains(Measure.SHAPE, Measure.TREND, Measure.DETECTION_TREES, Measure.BETA_RECALL)
        .doesNotContain(Measure.NEARER_TO_TRAINING, Measure.UTILITY_AUC);
  }

  @Test
  void samplesOfOtherTypesAreRefused() {
    assertThatThrownBy(
            () -> measured(table(4).selectExpr("text", "yes", "often_zero", "array(day) as day")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot measure column 'day': the samples hold array<date>, need a date as in the real table; give samples of a model of this table");
  }

  @Test
  void theReportHasChartsOfLevelsDatesAndPairsAndThePlan() {
    String html = evaluation("evaluate.target=yes").report();

    assertThat(html)
        .contains("<h2>Categories</h2>", "<h2>Numbers and dates</h2>", "<h2>Pairs of columns</h2>")
        .contains("<h2>Privacy</h2>", "<h2>Utility</h2>", "<h2>Column plan</h2>")
        .contains("ü, &quot;x&quot;".replace("&quot;", "\\\"")); // as JSON in the chart
    assertThat(Pattern.compile("id=\"chart-").matcher(html).results().count())
        .isEqualTo(2 + 2 + 1 + 2 * 6); // categories, numbers, the map, two of each pair
  }

  private SampleEvaluation.Measured evaluation(String... settings) {
    return measuring(table(4), settings);
  }

  private static double value(Measurement found, Measure measure) {
    return found.metric(measure).value();
  }

  private Measurement measured(Dataset<Row> samples, String... settings) {
    return measuring(samples, settings).result();
  }

  private SampleEvaluation.Measured measuring(Dataset<Row> samples, String... settings) {
    List<String> all =
        new ArrayList<>(List.of("data.scale=quantile", "data.seed=5", "evaluate.rows=3001"));
    all.addAll(List.of(settings));
    String work = folder.resolve("work-" + runs++).toString();
    return new SampleEvaluation(
            LocalSpark.session(), ShortTraining.settings(all.toArray(String[]::new)))
        .measure(samples.selectExpr("1L as sample_id", "*"), table(0), work);
  }

  private static Dataset<Row> table(int shift) {
    return LocalSpark.session()
        .range(0, ROWS, 1, 3)
        .selectExpr(
            "if(id % 11 = 0, null, array('a', 'b', 'ü, \"x\"')[cast(id % 3 as int)]) as text",
            "cast(id % 7 = 0 as boolean) as yes",
            "if(id % 3 = 0, 0, cast(id * 17 % 401 as int)) as often_zero",
            "date_add(date '2019-02-27', cast((id + %d) * 7 %% 1201 as int)) as day"
                .formatted(shift));
  }
}
