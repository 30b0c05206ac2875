package io.ncsn.evaluate.mixed;

import java.util.Arrays;

/** Quantiles, linear between the sorted values, as NumPy's. */
final class Quantiles {
  private Quantiles() {}

  /** Returns {@code count} quantiles at equal steps from the least to the greatest value. */
  static double[] even(double[] values, int count) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] quantiles = new double[count];
    for (int k = 0; k < count; k++) {
      double place = (double) k * (sorted.length - 1) / (count - 1);
      int below = (int) place;
      int above = Math.min(below + 1, sorted.length - 1);
      quantiles[k] = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
    return quantiles;
  }

  static double median(double[] values) {
    return even(values, 3)[1];
  }
}
