package io.ncsn.data.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ncsn.data.codec.MaskedCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowRule;
import io.ncsn.data.codec.TableSchema.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the columns of a table were found to be.
 *
 * @param rows number of rows
 * @param columns in the order of the table
 * @param rules what all rows obey
 */
public record TablePlan(
    long rows,
    List<ColumnPlan> columns,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RowRule> rules) {
  private static final int WIDEST = 60;
  private static final List<String> HEADINGS =
      List.of("column", "type", "kind", "why", "values", "nulls", "inflated", "channels");

  public TablePlan {
    columns = List.copyOf(columns);
    rules = rules == null ? List.of() : List.copyOf(rules);
  }

  /** Makes the plan of rows that obey no rules. */
  public TablePlan(long rows, List<ColumnPlan> columns) {
    this(rows, columns, List.of());
  }

  /** Returns this plan with rules. */
  public TablePlan with(List<RowRule> other) {
    return new TablePlan(rows, columns, other);
  }

  /** Returns the rules in words. */
  public List<String> ruleTexts() {
    List<String> names = columns.stream().map(ColumnPlan::name).toList();
    return rules.stream().map(rule -> rule.text(names)).toList();
  }

  /** Returns the codec of the table's rows. */
  public RowCodec codec() {
    return new RowCodec(
        Layout.COLUMNS, "", columns.stream().map(ColumnPlan::codec).toList(), rules);
  }

  /** Returns whether a column has empty cells that mean "unknown". */
  public boolean hasUnknownCells() {
    return columns.stream().anyMatch(column -> column.codec() instanceof MaskedCodec);
  }

  /** Returns the number of channels of a row. */
  public int channels() {
    return columns.stream().mapToInt(ColumnPlan::channels).sum();
  }

  /** Returns the plan as data for JSON, a map of the headings for each column. */
  public List<Map<String, Object>> facts() {
    return columns.stream().map(TablePlan::facts).toList();
  }

  private static Map<String, Object> facts(ColumnPlan column) {
    List<Object> values =
        List.of(
            column.name(),
            column.found(),
            column.kind().label(),
            column.why(),
            column.values(),
            column.nulls(),
            column.inflated(),
            column.channels());
    Map<String, Object> facts = new LinkedHashMap<>();
    IntStream.range(0, values.size()).forEach(i -> facts.put(HEADINGS.get(i), values.get(i)));
    return facts;
  }

  /** Returns the plan as a table in plain text. */
  @Override
  public String toString() {
    return text(columns.size());
  }

  /**
   * Returns the plan as a table in plain text.
   *
   * @param most greatest number of columns to show
   */
  public String text(int most) {
    List<List<String>> lines = new ArrayList<>(List.of(HEADINGS));
    columns.stream().limit(most).forEach(column -> lines.add(cells(column)));
    int[] widths =
        IntStream.range(0, HEADINGS.size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toArray();
    String rest =
        columns.size() <= most
            ? ""
            : String.format(
                Locale.ROOT,
                "\n… and %,d more columns; 'ncsn config --plan' shows all",
                columns.size() - most);
    return lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining("\n"))
        + rest
        + ruleTexts().stream().map(rule -> "\nrule: " + rule).collect(Collectors.joining());
  }

  private static List<String> cells(ColumnPlan column) {
    return List.of(
        shortened(column.name()),
        column.found(),
        column.kind().label(),
        column.why(),
        shortened(column.values()),
        nulls(column),
        column.inflated().isEmpty() ? "-" : shortened(String.join(", ", column.inflated())),
        Integer.toString(column.channels()));
  }

  private static String nulls(ColumnPlan column) {
    String counted = String.format(Locale.ROOT, "%,d", column.nulls());
    String unknown = column.codec() instanceof MaskedCodec ? " unknown" : "";
    return column.nulls() == 0 ? "-" : counted + unknown;
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 1) + "…";
  }

  private static String padded(List<String> line, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> String.format("%-" + Math.max(1, widths[i]) + "s", line.get(i)))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }
}
