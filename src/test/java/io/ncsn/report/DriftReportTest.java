package io.ncsn.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.EvaluateSettings;
import io.ncsn.evaluate.mixed.DensityDrift;
import io.ncsn.evaluate.mixed.Drift;
import io.ncsn.testing.LocalSpark;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The page of tables that differ in known ways. */
class DriftReportTest {
  private static final EvaluateSettings SETTINGS = new EvaluateSettings(701, 11, 5);

  /** 1 of 7 levels becomes another; days move by 97 of 700. */
  private static Dataset<Row> table(int shift, String level) {
    return LocalSpark.session()
        .sql(
            """
            select double(id + %d) as day, double(id %% 89) as still,
              element_at(array('a', 'b', 'c', 'd', 'e', 'f', '%s'), int(id %% 7) + 1) as c
            from range(700)"""
                .formatted(shift, level));
  }

  @Test
  void showsThenAndNowAndTheNewLevel() {
    DensityDrift density = DensityDrift.of(new double[] {1, 2, 3}, new double[] {-5, -7});
    Drift drift = Drift.of(table(0, "g"), table(97, "<new>"), density, SETTINGS);
    String html =
        DriftReport.render(
            drift, Map.of("day", "date"), List.of(), List.of(), Map.of("model", "m<1>"));

    String text = text(html);
    assertThat(text)
        .containsPattern(
            "c +0.143 +.*day +0.139 +.*still +0 +1 ") // sorted by distance: 1/7, 97/700
        .containsPattern("held out of training +3 +2 +0 %")
        .containsPattern("now +2 +-6 +0 %")
        .containsPattern("c +0 +0 % +0 % +0 +1 ") // one new level, no rare one
        .contains("m&lt;1&gt;");
    assertThat(Pattern.compile("class=\"chart").matcher(html).results().count()).isEqualTo(3);
    assertThat(html).contains("\"name\":\"then\"", "\"name\":\"now\"", "\"type\":\"time\"");
    assertThat(html).doesNotContain("<new>");
  }

  private static String text(String html) {
    return html.replaceAll("(?s)<script.*?</script>", "")
        .replaceAll("<[^>]*>", " ")
        .replaceAll("\\s+", " ");
  }
}
