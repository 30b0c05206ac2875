package io.ncsn.channels;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The part of a normal distribution of a channel that is within an interval.
 *
 * @param normal the distribution of the channel z
 * @param from where the interval begins
 * @param to where it ends
 */
public record NormalPart(NormalDistribution normal, double from, double to) {
  /** Halvings that find a number to the precision of float. */
  private static final int HALVINGS = 40;

  /** Deviations from the mean beyond which there is no probability in double precision. */
  private static final double FAR = 40;

  /**
   * Makes the part of N(mean, deviation²) in which Φ(z) is between two shares.
   *
   * @param low the lesser share, from 0 to 1; 0 is without bound
   * @param high the greater share; 1 is without bound
   */
  public static NormalPart of(double mean, double deviation, double low, double high) {
    return new NormalPart(
        new NormalDistribution(null, mean, deviation),
        low <= 0 ? Double.NEGATIVE_INFINITY : Gaussian.quantile(low),
        high >= 1 ? Double.POSITIVE_INFINITY : Gaussian.quantile(high));
  }

  /** Returns the probability of the part. */
  public double probability() {
    return normal.probability(from, to);
  }

  /**
   * Returns the number below which a share of the part lies, as u = Φ(z).
   *
   * @param share from 0 to 1
   */
  public float share(double share) {
    double wanted = share * probability();
    double reach = FAR * normal.getStandardDeviation();
    double low = Math.max(from, Math.min(to, normal.getMean()) - reach);
    double high = Math.min(to, Math.max(from, normal.getMean()) + reach);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (normal.probability(from, middle) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Gaussian.cumulative((float) ((low + high) / 2));
  }
}
