package io.ncsn.data.plan;

import io.ncsn.data.codec.CellKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Looks for columns that decide others, among some rows. */
final class DependencySearch {
  /** How many rows must have been able to break a rule, if the columns did not depend. */
  static final double LEAST_EVIDENCE = 100;

  private final List<RuleSample.Counted> rows;
  private final int width;

  DependencySearch(List<RuleSample.Counted> rows) {
    this.rows = rows;
    this.width = rows.isEmpty() ? 0 : rows.get(0).keys().length;
  }

  /**
   * A column that may decide others.
   *
   * @param anchor its place
   * @param decided theirs
   * @param different how many different cells it has in these rows
   * @param evidence how many rows could have shown that it does not
   */
  record Candidate(int anchor, List<Integer> decided, int different, double evidence) {}

  /**
   * Returns the candidates, those of the most different cells first.
   *
   * @param most greatest number of candidates; those of the greatest evidence are kept
   */
  List<Candidate> candidates(int most) {
    return candidates().stream()
        .sorted(
            Comparator.comparingDouble((Candidate c) -> -c.evidence())
                .thenComparing(Candidate::anchor))
        .limit(most)
        .sorted(
            Comparator.comparingInt((Candidate c) -> -c.different())
                .thenComparing(Candidate::anchor))
        .toList();
  }

  private List<Candidate> candidates() {
    List<Candidate> found = new ArrayList<>();
    for (int anchor = 0; anchor < width; anchor++) {
      int[] firsts = firsts(anchor);
      int place = anchor;
      Map<Integer, Double> evidence = new TreeMap<>();
      if (repeats(firsts) >= LEAST_EVIDENCE) {
        IntStream.range(0, width)
            .filter(c -> c != place && decides(firsts, c))
            .forEach(c -> evidence.put(c, repeats(firsts) * difference(firsts, c)));
      }
      evidence.values().removeIf(rows -> rows < LEAST_EVIDENCE);
      if (!evidence.isEmpty()) {
        int different = (int) IntStream.range(0, firsts.length).filter(r -> firsts[r] == r).count();
        double greatest = evidence.values().stream().reduce(0.0, Math::max);
        found.add(new Candidate(anchor, List.copyOf(evidence.keySet()), different, greatest));
      }
    }
    return found;
  }

  /** Returns the first row of the same cell for each row; −1 for an empty cell. */
  private int[] firsts(int column) {
    Map<Long, Integer> first = new HashMap<>();
    int[] firsts = new int[rows.size()];
    for (int row = 0; row < firsts.length; row++) {
      long key = rows.get(row).key(column);
      Integer before = key == CellKeys.NULL ? Integer.valueOf(-1) : first.putIfAbsent(key, row);
      firsts[row] = before == null ? row : before;
    }
    return firsts;
  }

  /** Returns the probability that two of the rows differ in a column. */
  private double difference(int[] firsts, int column) {
    Map<Long, Long> counts = new HashMap<>();
    double total = 0;
    for (int row = 0; row < firsts.length; row++) {
      if (firsts[row] >= 0) {
        counts.merge(rows.get(row).key(column), rows.get(row).count(), Long::sum);
        total += rows.get(row).count();
      }
    }
    double all = total;
    return 1 - counts.values().stream().mapToDouble(n -> n / all * (n / all)).sum();
  }

  /** Returns how many of the table's rows have a cell that another of them had before. */
  private long repeats(int[] firsts) {
    long repeats = 0;
    for (int row = 0; row < firsts.length; row++) {
      repeats += firsts[row] < 0 ? 0 : rows.get(row).count() - (firsts[row] == row ? 1 : 0);
    }
    return repeats;
  }

  private boolean decides(int[] firsts, int column) {
    for (int row = 0; row < firsts.length; row++) {
      if (firsts[row] >= 0 && rows.get(row).key(column) != rows.get(firsts[row]).key(column)) {
        return false;
      }
    }
    return true;
  }
}
