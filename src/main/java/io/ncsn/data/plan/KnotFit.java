package io.ncsn.data.plan;

import io.ncsn.data.codec.KnotMap;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.plan.KeyCounts.Bucket;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Chooses the knots of a distribution of many different numbers: the quantiles, and both ends of
 * every number that is much more frequent than others, so that it keeps its frequency.
 */
final class KnotFit {
  private static final int MOST_KNOTS = 1000;
  private static final int MOST_FREQUENT = 250; // of which each has two ends

  private final NumberLine line;
  private final double step;
  private final int decimals;
  private final long least;
  private final long greatest;

  // The distribution is linear between these points.
  private final double[] from;
  private final double[] to;
  private final double[] below;
  private final double total;

  /**
   * Lays out a distribution.
   *
   * @param buckets counts in the order of their keys, at least two
   */
  KnotFit(NumberLine line, Bucket[] buckets, double step, int decimals) {
    this.line = line;
    this.step = step;
    this.decimals = decimals;
    this.least = buckets[0].least();
    this.greatest = buckets[buckets.length - 1].greatest();
    this.from = new double[buckets.length];
    this.to = new double[buckets.length];
    this.below = new double[buckets.length + 1];
    for (int i = 0; i < buckets.length; i++) {
      to[i] = place(buckets[i].greatest()) + step / 2;
      double start = place(buckets[i].least()) - step / 2;
      // Without a step, a number owns what lies between it and the one before.
      from[i] = i == 0 ? start : Math.max(to[i - 1], step == 0 ? to[i - 1] : start);
      below[i + 1] = below[i] + buckets[i].count();
    }
    this.total = below[buckets.length];
  }

  private double place(long key) {
    return line.isReal() ? line.number(key) : (double) key - least;
  }

  KnotMap map() {
    TreeMap<Double, Double> knots = new TreeMap<>();
    add(knots, 0, from[0]);
    add(knots, from.length - 1, to[to.length - 1]);
    for (int i = 0; i < from.length; i++) {
      if (below[i + 1] - below[i] >= total / MOST_FREQUENT) {
        add(knots, i, from[i]);
        add(knots, i, to[i]);
      }
    }
    int quantiles = MOST_KNOTS + 1 - knots.size();
    for (int q = 1; q < quantiles; q++) {
      double share = total * q / quantiles;
      int i = Arrays.binarySearch(below, share);
      i = Math.min(i >= 0 ? i : -i - 2, from.length - 1);
      double part = (share - below[i]) / (below[i + 1] - below[i]);
      add(knots, i, from[i] + part * (to[i] - from[i]));
    }
    double[] at = knots.keySet().stream().mapToDouble(x -> x).toArray();
    double[] shares = knots.values().stream().mapToDouble(x -> x).toArray();
    return new KnotMap(line.text(least), line.text(greatest), step, decimals, at, shares);
  }

  /** Adds the point of bucket {@code i} at a number within it. */
  private void add(TreeMap<Double, Double> knots, int i, double number) {
    double width = to[i] - from[i];
    double part = width > 0 ? (number - from[i]) / width : 1;
    double share = (below[i] + part * (below[i + 1] - below[i])) / total;
    knots.merge(number, share, Math::max);
  }
}
