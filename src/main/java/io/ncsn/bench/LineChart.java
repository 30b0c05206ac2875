package io.ncsn.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Draws lines on two logarithmic axes as SVG, with a dot per point. */
final class LineChart {
  private static final int LEFT = 80;
  private static final int TOP = 40;
  private static final int WIDTH = 480;
  private static final int HEIGHT = 280;
  private static final int LEGEND = 150;
  private static final List<String> COLOURS =
      List.of("#0f8b8d", "#d97706", "#7c3aed", "#be123c", "#4d7c0f");

  private final List<Line> lines;
  private final int[] x;
  private final int[] y;

  private LineChart(List<Line> lines) {
    this.lines = lines;
    this.x = decades(lines, Point::x);
    this.y = decades(lines, Point::y);
  }

  /** A point; both coordinates are above 0. */
  record Point(double x, double y) {}

  /** A named line. */
  record Line(String name, List<Point> points) {}

  static String svg(String title, List<Line> lines) {
    return new LineChart(lines).svg(title);
  }

  private String svg(String title) {
    StringBuilder svg = new StringBuilder();
    for (int decade = x[0]; decade <= x[1]; decade++) {
      double at = across(Math.pow(10, decade));
      svg.append(rule(at, TOP, at, TOP + HEIGHT));
      svg.append(text(at, TOP + HEIGHT + 20, "middle", power(decade)));
    }
    for (int decade = y[0]; decade <= y[1]; decade++) {
      double at = down(Math.pow(10, decade));
      svg.append(rule(LEFT, at, LEFT + WIDTH, at));
      svg.append(text(LEFT - 8, at + 4, "end", power(decade)));
    }
    for (int i = 0; i < lines.size(); i++) {
      svg.append(line(lines.get(i), COLOURS.get(i % COLOURS.size()), TOP + 20 * (i + 1)));
    }
    return Svg.chart(LEFT + WIDTH + LEGEND, TOP + HEIGHT + 40, title, svg);
  }

  private String line(Line line, String colour, int legend) {
    String path =
        line.points().stream()
            .map(point -> Svg.format("%.1f,%.1f", across(point.x()), down(point.y())))
            .collect(Collectors.joining(" "));
    String dots =
        line.points().stream()
            .map(
                point ->
                    Svg.format(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
                        across(point.x()), down(point.y()), colour))
            .collect(Collectors.joining());
    return Svg.format("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"/>%n", path, colour)
        + dots
        + Svg.format(
            "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
            LEFT + WIDTH + 10, legend, colour, Svg.escaped(line.name()));
  }

  private static String rule(double x1, double y1, double x2, double y2) {
    return Svg.format(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
        x1, y1, x2, y2);
  }

  private static String text(double x, double y, String anchor, String text) {
    return Svg.format(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
  }

  private static String power(int decade) {
    return Svg.format("%,." + Math.max(0, -decade) + "f", Math.pow(10, decade));
  }

  private double across(double value) {
    return LEFT + WIDTH * (Math.log10(value) - x[0]) / (x[1] - x[0]);
  }

  private double down(double value) {
    return TOP + HEIGHT * (1 - (Math.log10(value) - y[0]) / (y[1] - y[0]));
  }

  /**
   * Returns the exponents of the powers of ten that enclose all values; they differ by at least
   * one.
   */
  private static int[] decades(List<Line> lines, ToDoubleFunction<Point> value) {
    double[] logs =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(point -> Math.log10(value.applyAsDouble(point)))
            .sorted()
            .toArray();
    int from = (int) Math.floor(logs[0]);
    return new int[] {from, Math.max(from + 1, (int) Math.ceil(logs[logs.length - 1]))};
  }
}
