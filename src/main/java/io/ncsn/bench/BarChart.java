package io.ncsn.bench;

import java.util.List;
import java.util.OptionalDouble;

/** Draws horizontal bars as SVG. */
final class BarChart {
  private static final int ROW = 24;
  private static final int LEFT = 130;
  private static final int WIDTH = 480;
  private static final int TOP = 36;

  private BarChart() {}

  /**
   * A bar.
   *
   * @param mark a value that is marked on the bar
   */
  record Bar(String name, double value, OptionalDouble mark) {}

  /** Returns a chart of {@code bars} whose axis starts at 0. */
  static String svg(String title, List<Bar> bars) {
    double most =
        bars.stream().mapToDouble(b -> Math.max(b.value(), b.mark().orElse(0))).max().orElse(1);
    double scale = WIDTH / Math.max(most, Double.MIN_NORMAL);
    int width = LEFT + WIDTH + 60;
    int height = TOP + ROW * bars.size() + 8;
    StringBuilder svg = new StringBuilder();
    for (int i = 0; i < bars.size(); i++) {
      svg.append(bar(bars.get(i), TOP + i * ROW, scale));
    }
    return Svg.chart(width, height, title, svg);
  }

  private static String bar(Bar bar, int top, double scale) {
    double end = LEFT + bar.value() * scale;
    StringBuilder svg = new StringBuilder();
    svg.append(
        Svg.format(
            """
            <text x="%d" y="%d" text-anchor="end">%s</text>
            <rect x="%d" y="%d" width="%.1f" height="%d" fill="#0f8b8d"/>
            <text x="%.1f" y="%d">%.2f</text>
            """,
            LEFT - 8,
            top + 16,
            Svg.escaped(bar.name()),
            LEFT,
            top + 4,
            bar.value() * scale,
            ROW - 8,
            end + 6,
            top + 16,
            bar.value()));
    bar.mark()
        .ifPresent(
            mark ->
                svg.append(
                    Svg.format(
                        "<rect x=\"%.1f\" y=\"%d\" width=\"3\" height=\"%d\" fill=\"#d97706\"/>%n",
                        LEFT + mark * scale, top + 1, ROW - 2)));
    return svg.toString();
  }
}
