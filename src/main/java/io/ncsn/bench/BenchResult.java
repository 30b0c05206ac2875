package io.ncsn.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The result of a run.
 *
 * @param about machine and versions, in display order
 */
public record BenchResult(Map<String, String> about, List<Line> lines) {
  /** Returns the table as text with its header. */
  public String text() {
    StringBuilder text = new StringBuilder();
    about.forEach((name, value) -> text.append("%-12s %s%n".formatted(name, value)));
    return text.append(System.lineSeparator()).append(BenchTable.text(lines)).toString();
  }

  /** Returns the table in Markdown with its header. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    about.forEach((name, value) -> text.append("- %s: %s\n".formatted(name, value)));
    return text.append("\n").append(BenchTable.markdown(lines)).toString();
  }

  /** Returns a chart of this program's speed relative to the better peer. */
  public String ratioChart() {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Line line : lines) {
      Target target = line.quantity().target();
      boolean aimed = target.of() == Target.Of.PEER;
      line.ratio()
          .ifPresent(
              ratio ->
                  bars.add(
                      new BarChart.Bar(
                          line.quantity().name(),
                          ratio,
                          aimed ? OptionalDouble.of(target.bound()) : OptionalDouble.empty())));
    }
    return BarChart.svg("Times as fast as PyTorch (mark: target)", bars);
  }

  /** Returns a chart of the shares of sgemm's speed. */
  public String shareChart() {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Line line : lines) {
      line.share()
          .ifPresent(
              share ->
                  bars.add(
                      new BarChart.Bar(line.quantity().name(), share, OptionalDouble.empty())));
    }
    return BarChart.svg("Share of what matrix multiplication reaches", bars);
  }

  /** Returns the whole result as a tree for JSON. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("about", about);
    tree.put("lines", lines.stream().map(BenchResult::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(Line line) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", line.quantity().name());
    tree.put("unit", line.quantity().unit());
    tree.put("median", line.ours().median());
    tree.put("values", line.ours().values());
    line.flops().ifPresent(flops -> tree.put("flops", flops));
    line.share().ifPresent(share -> tree.put("share-of-sgemm", share));
    Map<String, Object> peer = new LinkedHashMap<>();
    line.peer().forEach((way, samples) -> peer.put(way, samples.values()));
    if (!peer.isEmpty()) {
      tree.put("peer", peer);
    }
    line.ratio().ifPresent(ratio -> tree.put("ratio", ratio));
    if (line.quantity().target().isSet()) {
      tree.put("target", line.quantity().target().text());
      tree.put("met", line.quantity().target().isMet(line));
    }
    return tree;
  }

  /**
   * Returns the kernels that have collapsed to less than half of their recorded share of sgemm.
   *
   * @param recorded shares by name
   * @return one sentence per collapsed kernel
   */
  public List<String> collapses(Map<String, Double> recorded) {
    List<String> collapses = new ArrayList<>();
    for (Line line : lines) {
      String name = line.quantity().name();
      double share = line.share().orElse(Double.NaN);
      if (recorded.containsKey(name) && !(share >= recorded.get(name) / 2)) {
        collapses.add(
            "%s reaches %.0f %% of sgemm, less than half of the %.0f %% recorded"
                .formatted(name, 100 * share, 100 * recorded.get(name)));
      }
    }
    return collapses;
  }
}
