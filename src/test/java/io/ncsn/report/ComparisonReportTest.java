package io.ncsn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComparisonReportTest {
  @Test
  void theFindingTheLegendAndEveryRunAreThere() {
    String page = text(MadeUpComparison.report("plain"));

    assertThat(page)
        .contains(
            "ode comes up to annealed for the least: 10 network evaluations, a factor of 100.")
        .contains("The best greatest marginal KS distance of annealed is 0.02")
        .contains("as good as that is at most 0.03, what perfect runs get by chance alone")
        .contains("All 6 runs")
        .contains("diverged in round 3");
  }

  @Test
  void theBestOfAMeasureStandsOut() {
    String html = MadeUpComparison.report("plain");

    assertThat(html).contains("<td class=\"number strong\">0.02</td>");
    assertThat(html).contains("<td class=\"number\">0.5</td>");
    assertThat(html).contains("<tr class=\"perfect\"><th>perfect</th>");
  }

  @Test
  void aMeasureIsAChartUnlessItWasKnownBeforehand() {
    String html = MadeUpComparison.report("plain");

    assertThat(Pattern.compile("<div class=\"chart").matcher(html).results().count())
        .isEqualTo(2 + 1); // evaluations are no chart
    assertThat(html).contains("\"type\":\"log\"", "\"logBase\":2");
  }

  private static String text(String html) {
    return html.replaceAll("(?s)<script.*?</script>", "").replaceAll("<[^>]*>", " ");
  }
}
