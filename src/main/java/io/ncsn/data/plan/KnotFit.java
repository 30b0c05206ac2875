package io.ncsn.data.plan;

import io.ncsn.data.codec.KnotMap;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.plan.KeyCounts.Bucket;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Chooses the knots of a distribution of many different numbers. These are its quantiles, both ends
 * of the numbers that stand in several rows, so that they keep their frequencies, and the numbers
 * 16, 32, 64, ... rows from either end, since a long tail is not linear.
 */
final class KnotFit {
  /** So many repeated numbers for 2 quantiles are kept, of which each has two ends. */
  private static final int REPEATED_FOR_TWO = 3;

  /** So many outermost rows are spread evenly over their range. */
  private static final int OUTERMOST = 16;

  /** A number in fewer rows is that of single rows, and shares its place with its neighbours. */
  private static final int FEWEST_REPEATS = 5;

  private final NumberLine line;
  private final Bucket[] buckets;
  private final double step;
  private final int decimals;
  private final int quantiles;
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
   * @param quantiles how many shares the quantiles part the distribution into
   */
  KnotFit(NumberLine line, Bucket[] buckets, double step, int decimals, int quantiles) {
    this.line = line;
    this.buckets = buckets;
    this.step = step;
    this.decimals = decimals;
    this.quantiles = quantiles;
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
    repeated()
        .forEach(
            i -> {
              add(knots, i, from[i]);
              add(knots, i, to[i]);
            });
    for (int q = 1; q < quantiles; q++) {
      addQuantile(knots, total * q / quantiles);
    }
    for (double rows = OUTERMOST; rows < total / quantiles; rows *= 2) {
      addQuantile(knots, rows);
      addQuantile(knots, total - rows);
    }
    double[] at = knots.keySet().stream().mapToDouble(x -> x).toArray();
    double[] shares = knots.values().stream().mapToDouble(x -> x).toArray();
    return new KnotMap(line.text(least), line.text(greatest), step, decimals, at, shares);
  }

  /**
   * Returns the places of the most repeated numbers; of equally many repeats, the least numbers.
   */
  private IntStream repeated() {
    return IntStream.range(0, from.length)
        .filter(i -> buckets[i].isSingle() && buckets[i].count() >= FEWEST_REPEATS)
        .boxed()
        .sorted(Comparator.comparingLong(i -> -buckets[i].count()))
        .limit(REPEATED_FOR_TWO * quantiles / 2)
        .mapToInt(i -> i);
  }

  /** Adds the number below which {@code rows} lie. */
  private void addQuantile(TreeMap<Double, Double> knots, double rows) {
    int i = Arrays.binarySearch(below, rows);
    i = Math.min(i >= 0 ? i : -i - 2, from.length - 1);
    double part = (rows - below[i]) / (below[i + 1] - below[i]);
    add(knots, i, from[i] + part * (to[i] - from[i]));
  }

  /** Adds the point of bucket {@code i} at a number within it. */
  private void add(TreeMap<Double, Double> knots, int i, double number) {
    double width = to[i] - from[i];
    double part = width > 0 ? (number - from[i]) / width : 1;
    double share = (below[i] + part * (below[i + 1] - below[i])) / total;
    knots.merge(number, share, Math::max);
  }
}
