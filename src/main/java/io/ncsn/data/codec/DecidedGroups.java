package io.ncsn.data.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The cells of a column in groups that decide the same levels of others. */
final class DecidedGroups {
  /** The share of drawn levels that are taken to be wrong, if some must be. */
  static final double WRONG = 0.1;

  private static final int MOST_LOOKED_AT = 1 << 12;

  private final long[] counts;
  private final int[] groupOf;
  private final List<int[]> places = new ArrayList<>();
  private final List<long[]> levels = new ArrayList<>();
  private final Map<List<Long>, Integer> known = new HashMap<>();
  private final List<Map<Long, Double>> frequencies = new ArrayList<>();

  /**
   * Groups cells.
   *
   * @param decided the levels that each cell decides, [cells][columns]
   * @param counts how many rows have each cell
   */
  DecidedGroups(long[][] decided, long[] counts) {
    this.counts = counts;
    this.groupOf = new int[counts.length];
    List<List<Integer>> members = new ArrayList<>();
    for (int place = 0; place < counts.length; place++) {
      long[] own = decided[place];
      int group = known.computeIfAbsent(boxed(own), key -> members.size());
      if (group == members.size()) {
        members.add(new ArrayList<>());
        levels.add(own);
      }
      members.get(group).add(place);
      groupOf[place] = group;
    }
    double total = Arrays.stream(counts).sum();
    members.forEach(group -> places.add(group.stream().mapToInt(place -> place).toArray()));
    for (int i = 0; counts.length > 0 && i < decided[0].length; i++) {
      int column = i;
      Map<Long, Double> shared = new HashMap<>();
      IntStream.range(0, counts.length)
          .forEach(
              place -> shared.merge(decided[place][column], counts[place] / total, Double::sum));
      frequencies.add(shared);
    }
  }

  /** Returns the group of a cell. */
  int of(int place) {
    return groupOf[place];
  }

  /** Returns the group that decides levels as they are; −1 if none does. */
  int exact(long[] wanted) {
    return known.getOrDefault(boxed(wanted), -1);
  }

  /**
   * Returns the group that decides levels as they are. If none does, it is drawn by its probability
   * given the levels, of which some were then drawn wrongly: by their frequencies, whatever the
   * others are. Of very many cells, only those around the row's own are looked at.
   *
   * @param start the place of the cell that the row has
   * @param uniform from 0 to below 1
   */
  int likely(long[] wanted, int start, double uniform) {
    int exact = exact(wanted);
    if (exact >= 0) {
      return exact;
    }
    double[] wrong = new double[wanted.length];
    for (int i = 0; i < wrong.length; i++) {
      double share = frequencies.get(i).getOrDefault(wanted[i], 0.0);
      wrong[i] = share == 0 ? 1 : WRONG * share; // no cell decides some levels
    }
    boolean all = counts.length <= MOST_LOOKED_AT;
    int from = all ? 0 : Math.max(0, start - MOST_LOOKED_AT / 2);
    int to = all ? counts.length : Math.min(counts.length, start + MOST_LOOKED_AT / 2);
    return drawn(wanted, wrong, from, to, uniform);
  }

  private int drawn(long[] wanted, double[] wrong, int from, int to, double uniform) {
    double[] below = new double[to - from + 1];
    for (int place = from; place < to; place++) {
      below[place - from + 1] = below[place - from] + weight(place, wanted, wrong);
    }
    double drawn = uniform * below[to - from];
    for (int i = 0; i < to - from; i++) {
      if (below[i + 1] > drawn) {
        return groupOf[from + i];
      }
    }
    return groupOf[to - 1];
  }

  private double weight(int place, long[] wanted, double[] wrong) {
    double weight = counts[place];
    long[] own = levels.get(groupOf[place]);
    for (int i = 0; i < wanted.length; i++) {
      weight *= own[i] == wanted[i] ? 1 : wrong[i];
    }
    return weight;
  }

  /**
   * Returns the share of a cell's group that comes before it.
   *
   * @param within which part of the cell's own rows counts, from 0 to below 1
   */
  double rank(int place, double within) {
    double before = 0;
    double all = 0;
    for (int other : places.get(groupOf[place])) {
      before += other < place ? counts[other] : 0;
      all += counts[other];
    }
    return (before + within * counts[place]) / all;
  }

  /** Returns the cell of a group at a rank from 0 to below 1. */
  int place(int group, double rank) {
    int[] members = places.get(group);
    long all = Arrays.stream(members).mapToLong(place -> counts[place]).sum();
    double before = rank * all;
    for (int place : members) {
      before -= counts[place];
      if (before < 0) {
        return place;
      }
    }
    return members[members.length - 1];
  }

  private static List<Long> boxed(long[] levels) {
    return Arrays.stream(levels).boxed().toList();
  }
}
