package io.ncsn.sample;

import io.ncsn.data.codec.Scaler;
import java.util.Arrays;

/**
 * Log-densities of rows so far from the data that the squares of their distances do not fit in a
 * float. The flow has no solution there. The prior of the data at the least noise stands in: it
 * falls as the square of the distance, so such a row stays below all rows that are nearer.
 *
 * @param sigma the least noise level
 */
record FarDensity(Prior prior, Scaler scaler, double sigma) {
  /** In standard deviations: nearer rows without a solution are not told apart by distance. */
  private static final double FAR = 1e9;

  private static final double LEAST = -1e300;

  /**
   * Gives the log-density in standardised units, once for each estimate; nothing for a row that is
   * not far, or has a cell that is no finite number.
   *
   * @param numbers in data units, row-major [rows, dimension]
   */
  double[] of(double[] numbers, int row, int estimates) {
    double[] units = new double[prior.dimension()];
    double farthest = 0;
    for (int j = 0; j < units.length; j++) {
      double number = numbers[row * units.length + j];
      if (!Double.isFinite(number)) {
        return new double[0];
      }
      units[j] = scaler.toUnit(j, number);
      farthest = Math.max(farthest, Math.abs(units[j] - prior.mean()[j]));
    }
    if (farthest < FAR * prior.deviation(sigma)) {
      return new double[0];
    }
    double[] densities = new double[estimates];
    Arrays.fill(densities, Math.max(LEAST, prior.logDensity(units, 0, sigma)));
    return densities;
  }
}
