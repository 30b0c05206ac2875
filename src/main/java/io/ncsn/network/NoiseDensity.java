package io.ncsn.network;

import java.io.Serializable;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The density of noise levels in training: ln σ ~ N(mean, deviation²), cut to [least, greatest].
 *
 * @param mean mean of ln σ
 * @param deviation standard deviation of ln σ
 * @param least least σ
 * @param greatest greatest σ
 */
public record NoiseDensity(double mean, double deviation, double least, double greatest)
    implements NoiseLevels, Serializable {
  public NoiseDensity {
    if (!(deviation > 0 && least > 0 && least < greatest && Double.isFinite(greatest))) {
      throw new IllegalArgumentException(
          "Cannot draw noise levels from %s to %s with a deviation of %s: need 0 < least < greatest and a deviation above 0"
              .formatted(least, greatest, deviation));
    }
  }

  /** Returns the density for numbers of unit variance and codes of unit length. */
  public static NoiseDensity within(double least, double greatest) {
    return new NoiseDensity(-0.5, 1.4, least, greatest);
  }

  /**
   * Draws a noise level for each row of a minibatch. Row i draws from the i-th of B equally likely
   * parts. Each is a number in single precision.
   */
  @Override
  public double[] draw(int rows, UniformRandomProvider random) {
    NormalDistribution logarithm = new NormalDistribution(null, mean, deviation);
    double low = logarithm.cumulativeProbability(Math.log(least));
    double high = logarithm.cumulativeProbability(Math.log(greatest));
    double[] sigmas = new double[rows];
    for (int i = 0; i < rows; i++) {
      double u = low + (i + random.nextDouble()) / rows * (high - low);
      double sigma = Math.exp(logarithm.inverseCumulativeProbability(u));
      sigmas[i] = (float) Math.min(Math.max(sigma, least), greatest); // where u is 0 or 1
    }
    return sigmas;
  }
}
