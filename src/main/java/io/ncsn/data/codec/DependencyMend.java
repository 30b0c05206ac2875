package io.ncsn.data.codec;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes cells fit to the one that decides them. If that one is only known roughly (a number of a
 * continuous range, or a level of those that share a code), it moves: to the nearest cell that
 * decides the others as they are, or among levels to one that is drawn by their frequencies.
 * Otherwise it stays, and the others are written anew.
 */
final class DependencyMend implements RuleMend {
  private static final long serialVersionUID = 1L;

  /** How far a number moves at most if no cell decides the others as they are. */
  private static final int NEAR = 256;

  private final DependencyRule rule;
  private final CellKeys anchor;
  private transient Map<List<Long>, int[]> places;

  DependencyMend(DependencyRule rule, CellKeys anchor) {
    this.rule = rule;
    this.anchor = anchor;
  }

  @Override
  public void mend(RuleRow row, long random) {
    long cell = row.get(rule.anchor());
    if (cell == CellKeys.NULL) {
      return;
    }
    long[] others = rule.decided().stream().mapToLong(row::get).toArray();
    int found = Arrays.binarySearch(rule.keys(), cell);
    if (isBetween(found, others)) {
      fix(row);
      return;
    }
    int place = place(row, cell, found, others, random);
    if (place < 0) {
      return;
    }
    if (!row.isFirm(rule.anchor())) {
      row.set(rule.anchor(), rule.keys()[place]);
    }
    for (int j = 0; j < others.length; j++) {
      row.set(rule.decided().get(j), rule.values()[j][place]);
    }
    fix(row);
  }

  /** Returns whether a cell that no training row has lies between two that decide {@code others}. */
  private boolean isBetween(int found, long[] others) {
    int above = -found - 1;
    return found < 0
        && anchor.isOrdered()
        && above > 0
        && above < rule.keys().length
        && differences(above - 1, others) == 0
        && differences(above, others) == 0;
  }

  private void fix(RuleRow row) {
    row.fix(rule.anchor());
    rule.decided().forEach(row::fix);
  }

  /** Returns the place of the cell that shall decide; −1 if firm cells exclude all. */
  private int place(RuleRow row, long cell, int found, long[] others, long random) {
    boolean fits = found >= 0 && fits(row, found, others);
    if (row.isFirm(rule.anchor())) {
      return fits ? found : -1;
    }
    if (fits && (!anchor.isRough(cell) || differences(found, others) == 0)) {
      return found;
    }
    int[] same = places().get(boxed(others));
    if (same != null) {
      return anchor.isOrdered() ? nearest(same, found) : drawn(same, random);
    }
    int start = found >= 0 ? found : -found - 1;
    if (fits && !anchor.isOrdered()) {
      return found;
    }
    int near = fewest(row, others, start, Math.max(0, start - NEAR), start + NEAR);
    return near >= 0 ? near : fewest(row, others, start, 0, rule.keys().length);
  }

  /** Returns whether the firm cells are as the cell decides. */
  private boolean fits(RuleRow row, int place, long[] others) {
    for (int j = 0; j < others.length; j++) {
      if (row.isFirm(rule.decided().get(j)) && rule.values()[j][place] != others[j]) {
        return false;
      }
    }
    return true;
  }

  private int differences(int place, long[] others) {
    int differences = 0;
    for (int j = 0; j < others.length; j++) {
      differences += rule.values()[j][place] == others[j] ? 0 : 1;
    }
    return differences;
  }

  /** Returns the place of the fewest differences, of these the nearest; −1 if none fits. */
  private int fewest(RuleRow row, long[] others, int start, int from, int to) {
    int best = -1;
    int least = Integer.MAX_VALUE;
    for (int place = from; place < Math.min(to, rule.keys().length); place++) {
      int differences = differences(place, others);
      boolean isNearer =
          differences == least && Math.abs(place - start) < Math.abs(best - start);
      if ((differences < least || isNearer) && fits(row, place, others)) {
        best = place;
        least = differences;
      }
    }
    return best;
  }

  private static int nearest(int[] places, int found) {
    int start = found >= 0 ? found : -found - 1;
    int above = Arrays.binarySearch(places, start);
    if (above >= 0) {
      return start;
    }
    int next = -above - 1;
    boolean below =
        next == places.length || (next > 0 && start - places[next - 1] <= places[next] - start);
    return places[below ? next - 1 : next];
  }

  /** Returns one of the places, each as often as training rows have its cell. */
  private int drawn(int[] places, long random) {
    long[] below = new long[places.length + 1];
    for (int i = 0; i < places.length; i++) {
      below[i + 1] = below[i] + rule.counts()[places[i]];
    }
    long hash = Streams.hash(random, Purpose.POOLED_LEVEL, ~(long) rule.anchor());
    return places[CategoryCodec.pooled(below, hash)];
  }

  /** Returns the places of the cells that decide the same, ascending. */
  private Map<List<Long>, int[]> places() {
    if (places == null) {
      Map<List<Long>, IntStream.Builder> grouped = new HashMap<>();
      for (int place = 0; place < rule.keys().length; place++) {
        grouped.computeIfAbsent(boxed(column(place)), key -> IntStream.builder()).add(place);
      }
      Map<List<Long>, int[]> made = new HashMap<>();
      grouped.forEach((key, found) -> made.put(key, found.build().toArray()));
      places = made;
    }
    return places;
  }

  private long[] column(int place) {
    return Arrays.stream(rule.values()).mapToLong(values -> values[place]).toArray();
  }

  private static List<Long> boxed(long[] others) {
    return Arrays.stream(others).boxed().toList();
  }
}
