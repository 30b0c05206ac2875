package io.ncsn.bench;

import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown. */
final class MarkdownTable {
  private MarkdownTable() {}

  static String of(List<String> headings, List<? extends List<?>> rows) {
    return line(headings)
        + "|---".repeat(headings.size())
        + "|\n"
        + rows.stream().map(MarkdownTable::line).collect(Collectors.joining());
  }

  private static String line(List<?> cells) {
    return cells.stream().map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
