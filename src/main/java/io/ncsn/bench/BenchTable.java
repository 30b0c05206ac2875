package io.ncsn.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The table of a run. */
final class BenchTable {
  private static final String NOTHING = "–";
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

  /** Returns the table as text with aligned columns. */
  static String text(List<Line> lines) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
    lines.forEach(line -> rows.add(cells(line)));
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  static String markdown(List<Line> lines) {
    return MarkdownTable.of(HEADINGS, lines.stream().map(BenchTable::cells).toList());
  }

  private static List<String> cells(Line line) {
    Target target = line.quantity().target();
    return List.of(
        line.quantity().name(),
        line.quantity().unit(),
        number(line.ours().median()),
        range(line.ours()),
        text(line.flops(), "%.0f", 1e-9),
        text(line.share(), "%.0f %%", 100),
        line.betterPeer().map(way -> number(way.getValue().median())).orElse(NOTHING),
        line.betterPeer().map(way -> range(way.getValue())).orElse(NOTHING),
        line.betterPeer().map(way -> way.getKey()).orElse(NOTHING),
        text(line.ratio(), "%.2f", 1),
        target.isSet() ? target.text() : NOTHING,
        target.isSet() ? met(line, target) : NOTHING);
  }

  private static String met(Line line, Target target) {
    if (target.of() == Target.Of.PEER && line.ratio().isEmpty()) {
      return "no peer";
    }
    return target.isMet(line) ? "yes" : "no";
  }

  private static String range(Samples samples) {
    return number(samples.min()) + " – " + number(samples.max());
  }

  private static String text(OptionalDouble value, String format, double factor) {
    return value.isEmpty()
        ? NOTHING
        : String.format(Locale.ROOT, format, value.getAsDouble() * factor);
  }

  /** Formats a number: whole from 100 on, with up to three decimals below. */
  static String number(double value) {
    return String.format(
        Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.3f", value);
  }
}
