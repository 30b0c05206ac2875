package io.ncsn.evaluate.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;

/**
 * How often two samples of one distribution would differ at least as much as two given ones do, by
 * the limits for many rows.
 */
final class PValues {
  /** Rows of either sample that a level must be expected to have, to be tested alone. */
  private static final double FEWEST_EXPECTED = 5;

  /** Below it, the Kolmogorov distribution is 1 to twelve digits. */
  private static final double LEAST_SQUARE = 0.04;

  private static final int MOST_TERMS = 100;

  private PValues() {}

  /**
   * Returns the p-value of a Kolmogorov–Smirnov distance: 2·Σ (−1)ᵏ⁻¹·exp(−2k²λ²) with λ² =
   * distance²·nm/(n + m). It is too large where many values are equal.
   *
   * @return 1 if a sample is empty
   */
  static double kolmogorovSmirnov(double distance, long rows, long otherRows) {
    double square = distance * distance * rows / (rows + otherRows) * otherRows;
    if (rows == 0 || otherRows == 0 || square < LEAST_SQUARE) {
      return 1;
    }
    double sum = 0;
    for (int k = MOST_TERMS; k > 0; k--) {
      sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * square);
    }
    return Math.min(1, sum);
  }

  /**
   * Returns the p-value of the χ² test that two lists of counts are of one distribution. Rare
   * levels are tested as one.
   *
   * @return 1 if a sample is empty, or if there is one level
   */
  static double homogeneity(long[] counts, long[] others) {
    double rows = Arrays.stream(counts).sum();
    double otherRows = Arrays.stream(others).sum();
    if (rows == 0 || otherRows == 0) {
      return 1;
    }
    double least = FEWEST_EXPECTED * (rows + otherRows) / Math.min(rows, otherRows);
    List<long[]> bins = bins(counts, others, least);
    double statistic = 0;
    for (long[] bin : bins) {
      double difference = bin[0] * otherRows - bin[1] * rows;
      statistic += difference / rows * (difference / otherRows) / total(bin);
    }
    return bins.size() < 2 ? 1 : Gamma.regularizedGammaQ((bins.size() - 1) / 2.0, statistic / 2);
  }

  private static List<long[]> bins(long[] counts, long[] others, double least) {
    List<long[]> levels =
        IntStream.range(0, counts.length)
            .mapToObj(k -> new long[] {counts[k], others[k]})
            .filter(level -> total(level) > 0)
            .sorted(Comparator.comparingLong(PValues::total))
            .toList();
    List<long[]> bins = new ArrayList<>();
    long[] rare = {0, 0};
    for (long[] level : levels) {
      if (total(level) < least || (total(rare) > 0 && total(rare) < least)) {
        rare[0] += level[0];
        rare[1] += level[1];
      } else {
        bins.add(level);
      }
    }
    if (total(rare) > 0) {
      bins.add(rare);
    }
    return bins;
  }

  private static long total(long[] level) {
    return level[0] + level[1];
  }
}
