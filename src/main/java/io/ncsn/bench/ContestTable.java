package io.ncsn.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The figures of generators side by side, in Markdown. */
final class ContestTable {
  private static final String NOTHING = "–";
  private static final double GIBI = 1024.0 * 1024 * 1024;

  private final TableTask task;
  private final long rows;
  private final int threads;
  private final Map<String, String> versions;
  private final Map<String, List<ContestRun>> costs = new LinkedHashMap<>();
  private final Map<String, List<TableJudge.Figures>> figures = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * Makes an empty table.
   *
   * @param rows number of training rows
   * @param threads number of threads of each generator
   * @param versions versions for the header, in display order
   */
  ContestTable(TableTask task, long rows, int threads, Map<String, String> versions) {
    this.task = task;
    this.rows = rows;
    this.threads = threads;
    this.versions = versions;
  }

  void add(String name, ContestRun cost, TableJudge.Figures figure) {
    costs.computeIfAbsent(name, any -> new ArrayList<>()).add(cost);
    figures.computeIfAbsent(name, any -> new ArrayList<>()).add(figure);
  }

  /** Notes a run that did not come to its end. A log behind the message counts with its end. */
  void fail(String name, int seed, String message) {
    List<String> lines = message.lines().filter(line -> !line.isBlank()).toList();
    String first = lines.isEmpty() ? "no message" : lines.get(0);
    String last = lines.size() < 2 ? "" : " " + lines.get(lines.size() - 1).strip();
    failures.add("- Not measured: %s, seed %d: %s%s%n".formatted(name, seed, first, last));
  }

  String markdown() {
    List<String> headings = new ArrayList<>(List.of("measure", "real rows"));
    headings.addAll(costs.keySet());
    return header()
        + System.lineSeparator()
        + MarkdownTable.of(headings, lines())
        + System.lineSeparator()
        + notes();
  }

  private String header() {
    return "%s: %d rows, trained for %s s on %d threads, seeds 0 to %d; medians (least – greatest). %s%n"
        .formatted(
            task.train().getFileName(),
            rows,
            BenchTable.number(task.seconds()),
            threads,
            task.seeds() - 1,
            versions.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining("; ")));
  }

  private List<List<String>> lines() {
    List<List<String>> lines = new ArrayList<>();
    measures(TableJudge.Figures::own)
        .forEach(key -> lines.add(line(key, TableJudge.Figures::own, key, true)));
    measures(TableJudge.Figures::independent)
        .forEach(
            key ->
                lines.add(
                    line(key + ", independent", TableJudge.Figures::independent, key, false)));
    lines.add(cost("training, s", "%.0f", ContestRun::trainSeconds));
    lines.add(cost("whole processes, s", "%.0f", ContestRun::seconds));
    lines.add(cost("processor time of these, s", "%.0f", ContestRun::cpuSeconds));
    lines.add(cost("rows drawn/s", "%.0f", run -> run.rows() / run.sampleSeconds()));
    lines.add(cost("peak memory, GiB", "%.2f", run -> run.peakBytes() / GIBI));
    lines.add(cost("load at the start", "%.1f", ContestRun::loadBefore));
    lines.add(cost("load at the end", "%.1f", ContestRun::loadAfter));
    return lines;
  }

  private List<String> measures(Values values) {
    return figures.values().stream()
        .flatMap(List::stream)
        .findFirst()
        .map(first -> List.copyOf(values.of(first).keySet()))
        .orElse(List.of());
  }

  private List<String> line(String title, Values values, String key, boolean hasFloor) {
    List<String> cells = new ArrayList<>(List.of(title, hasFloor ? floor(key) : NOTHING));
    figures.values().forEach(runs -> cells.add(cell("%.4f", runs, run -> values.of(run).get(key))));
    return cells;
  }

  private String floor(String key) {
    Samples floors = new Samples();
    figures.values().stream()
        .flatMap(List::stream)
        .filter(each -> each.floors().containsKey(key))
        .forEach(each -> floors.add(each.floors().get(key)));
    return floors.isEmpty() ? NOTHING : format("%.4f", floors.median());
  }

  private List<String> cost(String title, String format, ToDoubleFunction<ContestRun> value) {
    List<String> cells = new ArrayList<>(List.of(title, NOTHING));
    costs.values().forEach(runs -> cells.add(cell(format, runs, value)));
    return cells;
  }

  private static <T> String cell(String format, List<T> runs, ToDoubleFunction<T> value) {
    Samples samples = new Samples();
    runs.forEach(run -> samples.add(value.applyAsDouble(run)));
    String median = format(format, samples.median());
    return runs.size() == 1
        ? median
        : "%s (%s – %s)"
            .formatted(median, format(format, samples.min()), format(format, samples.max()));
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private String notes() {
    StringBuilder text = new StringBuilder();
    costs.forEach(
        (name, runs) -> {
          List<String> said =
              runs.stream()
                  .filter(run -> !run.notes().isEmpty())
                  .map(
                      run ->
                          new TreeSet<>(
                              run.notes().entrySet().stream().map(Object::toString).toList()))
                  .map(notes -> String.join(", ", notes))
                  .toList();
          if (!said.isEmpty()) {
            text.append("- %s: %s%n".formatted(name, String.join("; ", said)));
          }
        });
    failures.forEach(text::append);
    return text.toString();
  }

  /** One of the kinds of figures. */
  @FunctionalInterface
  private interface Values {
    Map<String, Double> of(TableJudge.Figures figures);
  }
}
