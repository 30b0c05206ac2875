package io.ncsn.data.plan;

import io.ncsn.data.codec.Amounts;
import io.ncsn.data.codec.CellKeys;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.SumRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for columns that are sums or differences of others, among some rows. A column that lies in
 * the span of those before it is a candidate if its coefficients are 1 and −1. Columns are taken in
 * two orders, as equations that share columns hide each other: that of the table, and before it
 * that of rising distances from the first row. A sum is told as such: {@code a = b - c} is {@code b
 * = a + c}.
 */
final class SumSearch {
  private static final int MOST_DECIMALS = 6;
  private static final int MOST_PARTS = 32;
  private static final double WHOLE = 1e-5;

  private final RuleCells cells;
  private final List<RuleSample.Counted> rows;

  SumSearch(RuleCells cells, List<RuleSample.Counted> rows) {
    this.cells = cells;
    this.rows = rows;
  }

  /**
   * Returns the candidates, by places in rows of keys.
   *
   * @return none unless there are twice as many different rows as columns
   */
  List<SumRule> candidates() {
    List<Numbers> numbers =
        IntStream.range(0, cells.width())
            .mapToObj(this::numbers)
            .flatMap(Optional::stream)
            .toList();
    if (rows.size() <= 2 * numbers.size()) {
      return List.of();
    }
    List<Numbers> growing =
        numbers.stream()
            .sorted(Comparator.comparingDouble(Numbers::norm).thenComparing(Numbers::column))
            .toList();
    LinearSpan<SumRule> equations = new LinearSpan<>();
    return Stream.of(growing, numbers)
        .flatMap(order -> candidates(order).stream())
        .filter(rule -> equations.add(rule, equation(rule)).isEmpty())
        .toList();
  }

  private List<SumRule> candidates(List<Numbers> order) {
    List<SumRule> found = new ArrayList<>();
    LinearSpan<Numbers> span = new LinearSpan<>();
    for (Numbers column : order) {
      span.add(column, column.offsets())
          .flatMap(parts -> rule(column, parts))
          .ifPresent(found::add);
    }
    return found;
  }

  /** Returns the coefficients of {@code 0 = Σ sign · part − total} by columns. */
  private double[] equation(SumRule rule) {
    double[] equation = new double[cells.width()];
    equation[rule.total()] = -1;
    for (int i = 0; i < rule.parts().size(); i++) {
      equation[rule.parts().get(i)] = rule.signs().get(i);
    }
    return equation;
  }

  /**
   * A column's numbers.
   *
   * @param decimals how many decimals they have
   * @param offsets their differences from that of the first row
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
  private record Numbers(int column, NumberLine line, int decimals, double[] offsets) {
    double norm() {
      return LinearSpan.norm(offsets);
    }
  }

  private Optional<Numbers> numbers(int column) {
    NumberLine line = cells.cells()[column].numbers().orElse(null);
    if (line == null || rows.stream().anyMatch(row -> row.key(column) == CellKeys.NULL)) {
      return Optional.empty();
    }
    int decimals = decimals(line, column);
    double first = line.value(rows.get(0).key(column));
    double[] offsets =
        rows.stream().mapToDouble(row -> line.value(row.key(column)) - first).toArray();
    Numbers numbers = new Numbers(column, line, decimals, offsets);
    return decimals <= MOST_DECIMALS && varies(column) ? Optional.of(numbers) : Optional.empty();
  }

  /** Returns whether many rows differ from the most frequent number. */
  private boolean varies(int column) {
    Map<Long, Long> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row.key(column), row.count(), Long::sum));
    long most = counts.values().stream().reduce(0L, Math::max);
    long all = counts.values().stream().reduce(0L, Long::sum);
    return all - most >= DependencySearch.LEAST_EVIDENCE;
  }

  private int decimals(NumberLine line, int column) {
    int decimals = 0;
    for (RuleSample.Counted row : rows) {
      while (decimals <= MOST_DECIMALS
          && Amounts.on(line, decimals).of(row.key(column)) == Amounts.NONE) {
        decimals++;
      }
    }
    return decimals;
  }

  private Optional<SumRule> rule(Numbers total, List<LinearSpan.Part<Numbers>> all) {
    List<LinearSpan.Part<Numbers>> parts =
        all.stream().filter(part -> Math.abs(part.coefficient()) > WHOLE).toList();
    boolean ones =
        parts.stream().allMatch(part -> Math.abs(Math.abs(part.coefficient()) - 1) <= WHOLE);
    if (!ones || parts.isEmpty() || parts.size() > MOST_PARTS) {
      return Optional.empty();
    }
    Map<Integer, Integer> decimals = new HashMap<>(Map.of(total.column(), total.decimals()));
    SortedMap<Integer, Integer> signs = new TreeMap<>();
    for (LinearSpan.Part<Numbers> part : parts) {
      signs.put(part.column().column(), part.coefficient() > 0 ? 1 : -1);
      decimals.put(part.column().column(), part.column().decimals());
    }
    List<Integer> added = signs.keySet().stream().filter(c -> signs.get(c) > 0).toList();
    if (added.size() != 1 || signs.size() == 1) {
      return Optional.of(of(total.column(), signs, decimals));
    }
    signs.remove(added.get(0));
    signs.replaceAll((column, sign) -> 1);
    signs.put(total.column(), 1);
    return Optional.of(of(added.get(0), signs, decimals));
  }

  private SumRule of(int total, SortedMap<Integer, Integer> signs, Map<Integer, Integer> decimals) {
    List<Integer> places = List.copyOf(signs.keySet());
    List<Integer> all =
        Stream.concat(Stream.of(total), places.stream()).map(decimals::get).toList();
    SumRule bare = new SumRule(total, places, List.copyOf(signs.values()), 0, all);
    long constant = new SumCheck(bare, cells).difference(rows.get(0).keys());
    return new SumRule(total, places, bare.signs(), constant, all);
  }
}
