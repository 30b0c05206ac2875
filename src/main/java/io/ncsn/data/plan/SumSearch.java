package io.ncsn.data.plan;

import io.ncsn.data.codec.Amounts;
import io.ncsn.data.codec.CellKeys;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.SumRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for columns that are sums or differences of others, among some rows. Columns are taken by
 * rising variance; one that lies in the span of those before it (modified Gram-Schmidt) is a
 * candidate if its coefficients are 1 and −1. A sum is told as such: {@code a = b - c} is {@code b
 * = a + c}.
 */
final class SumSearch {
  private static final int MOST_DECIMALS = 6;
  private static final int MOST_PARTS = 32;
  private static final double WHOLE = 1e-5;

  private final RuleCells cells;
  private final List<long[]> rows;

  SumSearch(RuleCells cells, List<long[]> rows) {
    this.cells = cells;
    this.rows = rows;
  }

  /**
   * Returns the candidates, by places in rows of keys.
   *
   * @return none unless there are more rows than columns
   */
  List<SumRule> candidates() {
    List<Numbers> numbers =
        IntStream.range(0, cells.width())
            .mapToObj(this::numbers)
            .flatMap(Optional::stream)
            .sorted(Comparator.comparingDouble(Numbers::norm).thenComparing(Numbers::column))
            .toList();
    List<SumRule> found = new ArrayList<>();
    if (rows.size() < numbers.size() + DependencySearch.LEAST_REPEATS) {
      return found;
    }
    LinearSpan<Numbers> span = new LinearSpan<>();
    for (Numbers column : numbers) {
      span.add(column, column.offsets())
          .flatMap(parts -> rule(column, parts))
          .ifPresent(found::add);
    }
    return found;
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
    if (line == null || rows.stream().anyMatch(row -> row[column] == CellKeys.NULL)) {
      return Optional.empty();
    }
    int decimals = decimals(line, column);
    double first = line.value(rows.get(0)[column]);
    double[] offsets = rows.stream().mapToDouble(row -> line.value(row[column]) - first).toArray();
    Numbers numbers = new Numbers(column, line, decimals, offsets);
    return decimals > MOST_DECIMALS || numbers.norm() == 0
        ? Optional.empty()
        : Optional.of(numbers);
  }

  private int decimals(NumberLine line, int column) {
    int decimals = 0;
    for (long[] row : rows) {
      while (decimals <= MOST_DECIMALS
          && Amounts.on(line, decimals).of(row[column]) == Amounts.NONE) {
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
    int decimals =
        Stream.concat(Stream.of(total), parts.stream().map(LinearSpan.Part::column))
            .mapToInt(Numbers::decimals)
            .max()
            .orElse(0);
    SortedMap<Integer, Integer> signs = new TreeMap<>();
    parts.forEach(part -> signs.put(part.column().column(), part.coefficient() > 0 ? 1 : -1));
    List<Integer> added = signs.keySet().stream().filter(c -> signs.get(c) > 0).toList();
    if (added.size() != 1 || signs.size() == 1) {
      return Optional.of(of(total.column(), signs, decimals));
    }
    signs.remove(added.get(0));
    signs.replaceAll((column, sign) -> 1);
    signs.put(total.column(), 1);
    return Optional.of(of(added.get(0), signs, decimals));
  }

  private SumRule of(int total, SortedMap<Integer, Integer> signs, int decimals) {
    List<Integer> places = List.copyOf(signs.keySet());
    SumRule bare = new SumRule(total, places, List.copyOf(signs.values()), 0, decimals);
    long constant = new SumCheck(bare, cells).difference(rows.get(0));
    return new SumRule(total, places, bare.signs(), constant, decimals);
  }
}
