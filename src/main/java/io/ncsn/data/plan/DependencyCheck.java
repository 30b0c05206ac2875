package io.ncsn.data.plan;

import io.ncsn.data.codec.CellKeys;
import io.ncsn.data.codec.DependencyRule;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Sees whether one column decides others in all rows. */
final class DependencyCheck implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_KEYS = 1 << 16;
  private static final int MOST_CELLS = 1 << 20; // of all candidates

  /**
   * How many rows there must be for each different cell. With fewer, a cell would nearly tell the
   * row, and a model would hold rows.
   */
  private static final int LEAST_ROWS = 4;

  private final int anchor;
  private final int[] decided;
  private final boolean[] broken;
  private final Map<Long, Cells> cells = new HashMap<>();
  private final int most;
  private boolean tooMany;

  /** The other cells of a cell, and how many rows have it. */
  private static final class Cells implements Serializable {
    private static final long serialVersionUID = 1L;
    private final long[] values;
    private long count;

    Cells(long[] values) {
      this.values = values;
    }
  }

  /**
   * Makes a check.
   *
   * @param candidates how many are checked at once, which share the memory
   */
  DependencyCheck(DependencySearch.Candidate candidate, int candidates) {
    this.most = Math.min(MOST_KEYS, MOST_CELLS / candidates / (1 + candidate.decided().size()));
    this.anchor = candidate.anchor();
    this.decided = candidate.decided().stream().mapToInt(c -> c).toArray();
    this.broken = new boolean[decided.length];
  }

  void add(long[] row) {
    if (row[anchor] != CellKeys.NULL && !isOver()) {
      add(row[anchor], Arrays.stream(decided).mapToLong(c -> row[c]).toArray(), 1);
    }
  }

  /** Returns whether nothing is left to find, and forgets what was found. */
  private boolean isOver() {
    if (tooMany || IntStream.range(0, broken.length).allMatch(j -> broken[j])) {
      cells.clear();
      return true;
    }
    return false;
  }

  private void add(long key, long[] values, long count) {
    Cells known = cells.get(key);
    if (known == null) {
      tooMany |= cells.size() >= most;
      if (isOver()) {
        return;
      }
      known = new Cells(values);
      cells.put(key, known);
    }
    known.count += count;
    for (int j = 0; j < broken.length; j++) {
      broken[j] |= known.values[j] != values[j];
    }
  }

  void merge(DependencyCheck other) {
    tooMany |= other.tooMany;
    for (int j = 0; j < broken.length; j++) {
      broken[j] |= other.broken[j];
    }
    if (isOver()) {
      return;
    }
    other.cells.forEach((key, theirs) -> add(key, theirs.values, theirs.count));
  }

  /**
   * Returns the rule of the columns that are decided, with enough rows to tell by.
   *
   * @param columns places in the codec, by places in rows of keys
   */
  Optional<DependencyRule> rule(int[] columns) {
    TreeMap<Long, Cells> sorted = new TreeMap<>(cells);
    int[] held =
        IntStream.range(0, decided.length).filter(j -> !broken[j] && evidence(j)).toArray();
    if (tooMany || held.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new DependencyRule(
            columns[anchor],
            Arrays.stream(held).mapToObj(j -> columns[decided[j]]).toList(),
            sorted.keySet().stream().mapToLong(key -> key).toArray(),
            sorted.values().stream().mapToLong(found -> found.count).toArray(),
            Arrays.stream(held)
                .mapToObj(
                    j -> sorted.values().stream().mapToLong(found -> found.values[j]).toArray())
                .toArray(long[][]::new)));
  }

  /** Returns whether many rows could have differed from the first one of their cell by chance. */
  private boolean evidence(int j) {
    Map<Long, Long> counts = new HashMap<>();
    long rows = 0;
    for (Cells found : cells.values()) {
      counts.merge(found.values[j], found.count, Long::sum);
      rows += found.count;
    }
    double total = rows;
    double same = counts.values().stream().mapToDouble(n -> n / total * (n / total)).sum();
    return total >= (double) LEAST_ROWS * cells.size()
        && (total - cells.size()) * (1 - same) >= DependencySearch.LEAST_EVIDENCE;
  }
}
