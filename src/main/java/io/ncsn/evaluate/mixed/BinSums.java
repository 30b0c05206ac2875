package io.ncsn.evaluate.mixed;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sums of gradients and curvatures of some rows over the bins of each column. */
final class BinSums {
  /** Rows that a branch has at least. */
  private static final int LEAST_ROWS = 20;

  /** Rows that a category has at least for a choice by it. */
  private static final int LEAST_SUPPORT = 10;

  /** Curvature that a branch has at least. */
  private static final double LEAST_CURVATURE = 1e-3;

  /** Draws the order of rare categories towards the middle. */
  private static final double SMOOTHING = 10;

  private final int columns;
  private final double[] gradients;
  private final double[] curvatures;
  private final int[] counts;

  private BinSums(int columns) {
    this.columns = columns;
    this.gradients = new double[columns * Binner.BINS];
    this.curvatures = new double[columns * Binner.BINS];
    this.counts = new int[columns * Binner.BINS];
  }

  static BinSums of(byte[][] bins, int[] rows, double[] gradient, double[] curvature) {
    BinSums sums = new BinSums(bins.length);
    for (int j = 0; j < bins.length; j++) {
      byte[] column = bins[j];
      int start = j * Binner.BINS;
      for (int row : rows) {
        int at = start + (column[row] & 0xFF);
        sums.gradients[at] += gradient[row];
        sums.curvatures[at] += curvature[row];
        sums.counts[at]++;
      }
    }
    return sums;
  }

  /** Returns the sums of the rows of these that are not in {@code part}. */
  BinSums without(BinSums part) {
    BinSums rest = new BinSums(columns);
    for (int i = 0; i < counts.length; i++) {
      rest.gradients[i] = gradients[i] - part.gradients[i];
      rest.curvatures[i] = curvatures[i] - part.curvatures[i];
      rest.counts[i] = counts[i] - part.counts[i];
    }
    return rest;
  }

  /** Returns the Newton step of all rows together. */
  double step() {
    Side all = new Side();
    IntStream.range(0, Binner.BINS).forEach(bin -> all.add(this, bin));
    return all.curvature > 0 ? -all.gradient / all.curvature : 0;
  }

  /** Returns the split that lowers the loss most, if any does. */
  Optional<Split> best(boolean[] unordered) {
    Split best = null;
    for (int j = 0; j < columns; j++) {
      Split found = best(j, unordered[j]);
      if (found != null && (best == null || found.gain() > best.gain())) {
        best = found;
      }
    }
    return Optional.ofNullable(best);
  }

  private Split best(int column, boolean isUnordered) {
    int start = column * Binner.BINS;
    int[] used = IntStream.range(0, Binner.BINS).filter(bin -> counts[start + bin] > 0).toArray();
    Side all = new Side();
    for (int bin : used) {
      all.add(this, start + bin);
    }
    Split best = null;
    for (int[] order : isUnordered ? byGradient(start, used) : withNullsAtEitherEnd(used)) {
      int most = isUnordered ? (order.length + 1) / 2 : order.length;
      Split found = best(column, order, most, all);
      if (found != null && (best == null || found.gain() > best.gain())) {
        best = found;
      }
    }
    return best;
  }

  /** The best split of which one part is a beginning of {@code order}, of {@code most} bins. */
  private Split best(int column, int[] order, int most, Side all) {
    Side lower = new Side();
    double highest = 1e-12 + all.score();
    int end = 0;
    for (int i = 0; i < most; i++) {
      lower.add(this, column * Binner.BINS + order[i]);
      Side upper = all.without(lower);
      double score = lower.score() + upper.score();
      if (lower.isEnough() && upper.isEnough() && score > highest) {
        highest = score;
        end = i + 1;
      }
    }
    if (end == 0) {
      return null;
    }
    BitSet chosen = new BitSet(Binner.BINS);
    IntStream.range(0, end).forEach(i -> chosen.set(order[i]));
    return new Split(column, chosen, highest - all.score());
  }

  private static List<int[]> withNullsAtEitherEnd(int[] used) {
    if (used.length == 0 || used[0] != 0) {
      return List.of(used);
    }
    int[] last = Arrays.copyOfRange(used, 1, used.length + 1);
    return List.of(used, last); // the copy ends with a 0, the bin of nulls
  }

  /** Bins of enough rows by their mean gradient, up and down; the others are never chosen. */
  private List<int[]> byGradient(int start, int[] used) {
    Comparator<Integer> order =
        Comparator.comparingDouble(
            bin -> gradients[start + bin] / (curvatures[start + bin] + SMOOTHING));
    List<Integer> up =
        Arrays.stream(used)
            .filter(bin -> counts[start + bin] >= LEAST_SUPPORT)
            .boxed()
            .sorted(order)
            .toList();
    int[] ascending = up.stream().mapToInt(Integer::intValue).toArray();
    int last = ascending.length - 1;
    int[] descending = IntStream.rangeClosed(0, last).map(i -> ascending[last - i]).toArray();
    return List.of(ascending, descending);
  }

  /**
   * A way to part rows.
   *
   * @param column the column that decides
   * @param lower its bins that go to the first part
   * @param gain by how much the loss falls, twice
   */
  record Split(int column, BitSet lower, double gain) {}

  /** Sums of one part. */
  private static final class Side {
    private double gradient;
    private double curvature;
    private int count;

    void add(BinSums sums, int at) {
      gradient += sums.gradients[at];
      curvature += sums.curvatures[at];
      count += sums.counts[at];
    }

    Side without(Side part) {
      Side rest = new Side();
      rest.gradient = gradient - part.gradient;
      rest.curvature = curvature - part.curvature;
      rest.count = count - part.count;
      return rest;
    }

    boolean isEnough() {
      return count >= LEAST_ROWS && curvature >= LEAST_CURVATURE;
    }

    double score() {
      return curvature > 0 ? gradient * gradient / curvature : 0;
    }
  }
}
