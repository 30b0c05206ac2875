package io.ncsn.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Needs(value = Tool.BROWSER, toTest = "the report's pages as a browser shows them")
class ReportIT {
  private static final List<String> COLUMNS = List.of("length", "width", "size", "a", "b", "c");

  private static final int PLANE = 1 + 1 + 2 + 3; // points, chains, fields, energies

  /** Plays the chains to their end, moves the field's slider, and writes down what came of it. */
  private static final String PROBE =
      """
      <pre id="probe"></pre><script>
      const part = (kind, selector) => document.querySelector(`[data-kind=${kind}] ${selector}`);
      const data = (kind, id) => charts[part(kind, '.chart').id].getOption().series
        .find(series => series.id === id).data;
      const said = {before: data('chains', 'moving')[0][0], arrows: data('field', 'arrows')[0]};
      part('chains', 'button').click();
      said.playing = part('chains', 'button').getAttribute('aria-label');
      part('field', 'input').value = 0;
      part('field', 'input').dispatchEvent(new Event('input'));
      said.level = part('field', 'output').textContent;
      said.arrowsThen = data('field', 'arrows')[0];
      said.pictures = data('field', 'backdrop').length;
      setTimeout(() => {
        said.after = data('chains', 'moving')[0][0];
        said.stopped = part('chains', 'button').getAttribute('aria-label');
        said.step = part('chains', 'output').textContent;
        document.getElementById('probe').textContent = JSON.stringify(said);
      }, 10000);
      </script>
      """;

  /** Writes down a label and a tooltip of the map of pairs. */
  private static final String MAP_PROBE =
      """
      <pre id="probe"></pre><script>
      const map = charts[document.querySelector('.chart.map').id].getOption();
      document.getElementById('probe').textContent = JSON.stringify({
        label: map.xAxis[0].axisLabel.formatter('occupation_of_the_head_of_household_60'),
        plain: map.xAxis[0].axisLabel.formatter('age'),
        tooltip: map.tooltip[0].formatter({value: [2, 1, 0.25]}).split('\\n'),
      });
      </script>
      """;

  @TempDir private Path directory;

  @Test
  void everyChartIsDrawnWithoutAConsoleMessage() throws Exception {
    String html = Report.render(MadeUpRun.withText("plain", COLUMNS));

    Chromium.Page page = new Chromium(directory).open(html);

    assertThat(page.console()).isEmpty();
    assertThat(count(page.dom(), "<div class=\"chart[^>]*>\\s*<div[^>]*>\\s*<canvas"))
        .isEqualTo(count(html, "<div class=\"chart"))
        .isEqualTo(PLANE + 2 + 1 + COLUMNS.size() + 3); // training, truth, marginals, correlations
    assertThat(page.dom()).contains("<output>σ = 0.1</output>").contains("<output>step 0 of 200");
  }

  @Test
  void thePlayButtonMovesTheChainsAndTheSliderChangesTheLevel() throws Exception {
    String html = Report.render(MadeUpRun.withText("plain", COLUMNS));
    Chromium.Page page = new Chromium(directory).open(probed(html, PROBE));

    assertThat(page.console()).isEmpty();
    JsonNode said = said(page);
    assertThat(said.path("playing").asText()).isEqualTo("Pause");
    assertThat(said.path("stopped").asText()).isEqualTo("Play");
    assertThat(said.path("step").asText()).isEqualTo("step 200 of 200, denoised");
    assertThat(said.path("after").asDouble())
        .isCloseTo(said.path("before").asDouble() - 5, within(0.01));
    assertThat(said.path("level").asText()).isEqualTo("σ = 10");
    assertThat(said.path("arrowsThen").path("value")).isEqualTo(said.path("arrows").path("value"));
    assertThat(said.path("arrowsThen")).isNotEqualTo(said.path("arrows"));
    assertThat(said.path("pictures").asInt()).isEqualTo(1);
  }

  @Test
  void textFromDataIsShownNotRun() throws Exception {
    List<String> hostile =
        List.of(
            "<script>console.log('ran 1')</script>",
            "</script><script>console.log('ran 2')</script>",
            "<img src=x onerror=\"console.log('ran 3')\">",
            "\"><svg onload=console.log('ran')>",
            "{{title}}",
            "'; console.log('ran'); '");
    String html = Report.render(MadeUpRun.withText(hostile.get(1) + hostile.get(2), hostile));

    Chromium.Page page = new Chromium(directory).open(html);

    assertThat(page.console()).isEmpty();
    assertThat(page.dom())
        .contains("&lt;script&gt;console.log('ran 1')&lt;/script&gt;")
        .contains("<b>{{title}}</b>");
    assertThat(count(page.dom(), "<script"))
        .isEqualTo(count(Report.render(MadeUpRun.withText("", COLUMNS)), "<script"));
    assertThat(count(page.dom(), "<svg|<img src=\"?x")).isZero();
  }

  @Test
  void everyChartOfAComparisonIsDrawnAndItsTextIsShownNotRun() throws Exception {
    String html = MadeUpComparison.report("</script><script>console.log('ran')</script>");

    Chromium.Page page = new Chromium(directory).open(html);

    assertThat(page.console()).isEmpty();
    assertThat(count(page.dom(), "<div class=\"chart[^>]*>\\s*<div[^>]*>\\s*<canvas"))
        .isEqualTo(count(html, "<div class=\"chart"))
        .isEqualTo(2 + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 300})
  void everyChartOfAMixedTableIsDrawnAndItsTextIsShownNotRun(int columns) throws Exception {
    String text = "</script><script>console.log('ran')</script>";
    String html = Report.render(MadeUpMixedRun.of(columns, text));

    Chromium.Page page = new Chromium(directory).open(probed(html, MAP_PROBE));

    assertThat(page.console()).isEmpty();
    assertThat(count(page.dom(), "<div class=\"chart[^>]*>\\s*<div[^>]*>\\s*<canvas"))
        .isEqualTo(count(html, "<div class=\"chart"))
        .isEqualTo(MadeUpMixedRun.charts(columns));
    JsonNode said = said(page);
    assertThat(said.path("label").asText())
        .startsWith("occu")
        .contains("…")
        .endsWith("_60")
        .hasSizeLessThan(30);
    assertThat(said.path("plain").asText()).isEqualTo("age");
    assertThat(said.path("tooltip").path(0).asText()).startsWith("column 2");
    assertThat(said.path("tooltip").path(1).asText()).startsWith("column 1");
    assertThat(said.path("tooltip").path(2).asText()).isEqualTo("0.25");
  }

  @Test
  void aReportOfNothingOpensToo() throws Exception {
    Chromium.Page page = new Chromium(directory).open(Report.render(MadeUpRun.empty()));

    assertThat(page.console()).isEmpty();
    assertThat(page.dom()).contains("<h1>Empty</h1>").doesNotContain("<canvas");
  }

  private static String probed(String html, String probe) {
    return html.substring(0, html.lastIndexOf("</body>")) + probe;
  }

  /** What the probe wrote down. */
  private static JsonNode said(Chromium.Page page) throws JsonProcessingException {
    Matcher found = Pattern.compile("<pre id=\"probe\">(.+?)</pre>").matcher(page.dom());
    assertThat(found.find()).as(page.dom().substring(0, 300)).isTrue();
    String json = found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return new ObjectMapper().readTree(json);
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }
}
