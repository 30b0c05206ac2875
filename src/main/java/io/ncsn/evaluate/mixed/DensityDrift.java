package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.Variation;
import java.util.Arrays;

/**
 * How far the log-densities of a table's rows under a model are from those of rows that were held
 * out of its training.
 *
 * @param before mean of the held-out rows that have one, in nats; NaN if none has
 * @param now mean of the table's rows that have one
 * @param noneBefore share of the held-out rows without one
 * @param noneNow share of the table's rows without one, which the model cannot make
 * @param distance Kolmogorov–Smirnov distance; rows without a log-density have the least
 * @param pValue how often rows of one distribution would differ as much
 * @param rowsBefore number of held-out rows that were taken
 * @param rowsNow number of the table's rows that were taken
 */
public record DensityDrift(
    double before,
    double now,
    double noneBefore,
    double noneNow,
    double distance,
    double pValue,
    int rowsBefore,
    int rowsNow) {

  /**
   * Compares log-densities.
   *
   * @param before log-densities of held-out rows, minus infinity where a row has none; in any order
   * @param now log-densities of the table's rows, likewise
   */
  public static DensityDrift of(double[] before, double[] now) {
    double[] first = ascending(before);
    double[] second = ascending(now);
    double distance = Variation.kolmogorovSmirnov(first, second);
    return new DensityDrift(
        mean(first),
        mean(second),
        shareOfNone(first),
        shareOfNone(second),
        distance,
        PValues.kolmogorovSmirnov(distance, first.length, second.length),
        first.length,
        second.length);
  }

  private static double[] ascending(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  private static double shareOfNone(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isFinite(v)).count() / (double) values.length;
  }
}
