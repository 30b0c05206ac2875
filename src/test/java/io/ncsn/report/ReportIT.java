package io.ncsn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportIT {
  private static final List<String> COLUMNS = List.of("length", "width", "size", "a", "b", "c");

  @TempDir private Path directory;

  @Test
  void everyChartIsDrawnWithoutAConsoleMessage() throws Exception {
    String html = Report.render(MadeUpRun.withText("plain", COLUMNS));

    Chromium.Page page = new Chromium(directory).open(html);

    assertThat(page.console()).isEmpty();
    assertThat(count(page.dom(), "<div class=\"chart[^>]*>\\s*<div[^>]*>\\s*<canvas"))
        .isEqualTo(count(html, "<div class=\"chart"))
        .isEqualTo(
            2 + 2 + 1 + COLUMNS.size() + 3); // plane, training, truth, marginals, correlations
    assertThat(page.dom()).contains("<output id=\"field-sigma\">σ = 0.1</output>");
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
  void aReportOfNothingOpensToo() throws Exception {
    Chromium.Page page = new Chromium(directory).open(Report.render(MadeUpRun.empty()));

    assertThat(page.console()).isEmpty();
    assertThat(page.dom()).contains("<h1>Empty</h1>").doesNotContain("<canvas");
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }
}
