package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.ncsn.data.shard.PreparedTable;
import io.ncsn.output.RunRecord;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
  private static final Pattern NARROW =
      Pattern.compile(
          "<li>Column &#x27;(\\w+)&#x27; cannot be learnt: 99 % of its values lie between (\\S+) and (\\S+), a range of (\\S+) standardised units, below the least noise (\\S+);");

  @TempDir private Path folder;

  /** In 1 of 500 rows the price is a code for "unknown", which sets the column's scale. */
  @Test
  void aColumnThatCannotBeLearntIsNamedBeforeAnyFigure() {
    String html = report("if(id % 500 = 7, 999999999, 5 + id % 116)");

    List<MatchResult> found = NARROW.matcher(html).results().toList();
    assertThat(found).hasSize(1);
    MatchResult price = found.get(0);
    double scale = 999_999_999 * Math.sqrt(0.002 * 0.998);
    assertThat(price.group(1)).isEqualTo("price");
    assertThat(number(price, 2)).isBetween(4.0, 10.0);
    assertThat(number(price, 3)).isBetween(115.0, 125.0);
    assertThat(number(price, 4)).isCloseTo(115 / scale, withinPercentage(8));
    assertThat(number(price, 5)).isEqualTo(0.02);
    assertThat(html.indexOf("Before you read on")).isLessThan(price.start());
    assertThat(html.indexOf("<li>Another warning</li>")).isGreaterThan(price.start());
  }

  @Test
  void aTableThatCanBeLearntIsNotWarnedOf() {
    assertThat(report("5 + id % 116")).contains("Another warning").doesNotContain("be learnt");
  }

  private String report(String price) {
    String path = folder.resolve("t.parquet").toString();
    LocalSpark.session()
        .range(0, 3000, 1, 3)
        .selectExpr(price + " as price", "id % 31 as quantity")
        .write()
        .parquet(path);
    EffectiveSettings settings =
        ShortTraining.settings(
            "data.input=" + path, "data.holdout=0", "noise.sigma-end=0.02", "train.max-rounds=1");
    PreparedTable table =
        Training.of(settings).prepare(LocalSpark.session(), folder.resolve("work").toString());
    ModelEvaluation.Measured measured =
        new ModelEvaluation.Measured(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of("Another warning"),
            table);
    return RunReport.of(
        new RunRecord("pipeline", settings),
        TrainingPlan.resolve(settings, table),
        new MetricsHistory(List.of()),
        measured,
        QualityGates.NONE);
  }

  private static double number(MatchResult match, int group) {
    return Double.parseDouble(match.group(group));
  }
}
