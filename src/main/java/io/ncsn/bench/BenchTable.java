package io.ncsn.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The table of a run. */
final class BenchTable {
  private static final List<String> HEADINGS =
      List.of(
          "work",
          "unit",
          "median",
          "min – max",
          "GFLOP/s",
          "of sgemm",
          "peer",
          "min – max",
          "way",
          "ratio",
          "target",
          "met");

  private BenchTable() {}

  static void print(List<Line> lines, PrintWriter out) {
    List<List<String>> cells = new ArrayList<>(List.of(HEADINGS));
    lines.forEach(line -> cells.add(cells(line)));
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : cells) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(i == 0 ? "" : "  ").append(String.format("%-" + widths[i] + "s", row.get(i)));
      }
      out.println(text.toString().stripTrailing());
    }
  }

  static List<String> cells(Line line) {
    List<String> cells = new ArrayList<>();
    cells.add(line.quantity().name());
    cells.add(line.quantity().unit());
    cells.add(number(line.ours().median()));
    cells.add(range(line.ours()));
    cells.add(text(line.flops(), "%.0f", 1e-9));
    cells.add(text(line.share(), "%.0f %%", 100));
    cells.add(line.betterPeer().map(way -> number(way.getValue().median())).orElse("–"));
    cells.add(line.betterPeer().map(way -> range(way.getValue())).orElse("–"));
    cells.add(line.betterPeer().map(way -> way.getKey()).orElse("–"));
    cells.add(text(line.ratio(), "%.2f", 1));
    cells.add(line.quantity().target().text());
    cells.add(
        line.quantity().target().of() == Target.Of.NOTHING
            ? ""
            : line.quantity().target().isMet(line) ? "yes" : "no");
    return cells;
  }

  private static String range(Samples samples) {
    return number(samples.min()) + " – " + number(samples.max());
  }

  private static String text(OptionalDouble value, String format, double factor) {
    return value.isEmpty() ? "–" : String.format(Locale.ROOT, format, value.getAsDouble() * factor);
  }

  /** Four figures at most before the point, three after where it is small. */
  static String number(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
