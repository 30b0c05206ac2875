package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class ChartsTest {
  private static final String HOSTILE = "a < b & c > d";

  @Test
  void aPointStandsWhereItsLogarithmsSay() throws Exception {
    List<LineChart.Point> points =
        List.of(new LineChart.Point(1, 1), new LineChart.Point(7, 13), new LineChart.Point(97, 89));
    Document svg =
        document(LineChart.svg("Speed", List.of(new LineChart.Line("one line", points))));

    List<Element> dots = elements(svg, "circle");

    assertThat(dots).hasSize(3);
    for (int i = 0; i < 3; i++) {
      // The axes go from 1 to 100: x over 480 pixels from 80 on, y over 280 pixels up from 320.
      assertThat(dots.get(i).getAttribute("cx"))
          .isEqualTo(tenths(80 + 480 * Math.log(points.get(i).x()) / Math.log(100)));
      assertThat(dots.get(i).getAttribute("cy"))
          .isEqualTo(tenths(320 - 280 * Math.log(points.get(i).y()) / Math.log(100)));
    }
  }

  @Test
  void everyDecadeIsLabelledByItsValue() throws Exception {
    List<LineChart.Point> points =
        List.of(new LineChart.Point(0.0023, 7e-5), new LineChart.Point(1357, 0.6));
    Document svg = document(LineChart.svg("Loss", List.of(new LineChart.Line("", points))));

    assertThat(elements(svg, "text").stream().map(Element::getTextContent))
        .containsSubsequence("0.001", "0.01", "0.1", "1", "10", "100", "1,000", "10,000")
        .containsSubsequence("0.00001", "0.0001", "0.001", "0.01", "0.1", "1")
        .doesNotContain("0");
  }

  @Test
  void theLongestOfBarsAndMarksFillsTheWidth() throws Exception {
    List<BarChart.Bar> bars =
        List.of(
            new BarChart.Bar("marked", 3, OptionalDouble.of(7)),
            new BarChart.Bar("bare", 5, OptionalDouble.empty()));
    Document svg = document(BarChart.svg("Ratios", bars));

    List<Element> rectangles = elements(svg, "rect");

    // The background, a bar, its mark, a bar.
    assertThat(rectangles.stream().map(r -> r.getAttribute("width")))
        .containsExactly("100%", tenths(480.0 * 3 / 7), "3", tenths(480.0 * 5 / 7));
    assertThat(rectangles.get(2).getAttribute("x")).isEqualTo(tenths(130 + 480));
  }

  @Test
  void titlesAndNamesMayHoldSignsOfXml() throws Exception {
    LineChart.Line line =
        new LineChart.Line(HOSTILE, List.of(new LineChart.Point(2, 3), new LineChart.Point(11, 5)));
    BarChart.Bar bar = new BarChart.Bar(HOSTILE, 2, OptionalDouble.empty());

    for (String svg :
        List.of(LineChart.svg(HOSTILE, List.of(line)), BarChart.svg(HOSTILE, List.of(bar)))) {
      assertThat(elements(document(svg), "text").stream().map(Element::getTextContent))
          .filteredOn(HOSTILE::equals)
          .as("title and name in %s", svg)
          .hasSize(2);
    }
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static Document document(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }
}
