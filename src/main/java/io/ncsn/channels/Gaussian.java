package io.ncsn.channels;

import org.apache.commons.math3.distribution.NormalDistribution;

/** The cumulative distribution Φ of N(0, 1), and its inverse. */
final class Gaussian {
  /** Least u, and least 1 − u, whose z is used: no z is farther from 0 than 4.11. */
  private static final double TAIL = 2e-5;

  /** Without a generator of its own, because it only serves as a function. */
  private static final NormalDistribution STANDARD = new NormalDistribution(null, 0, 1);

  private Gaussian() {}

  /** Returns Φ⁻¹(u), with u moved into [2e-5, 1 − 2e-5]. */
  static float quantile(double u) {
    double inside = Math.min(Math.max(u, TAIL), 1 - TAIL);
    return (float) STANDARD.inverseCumulativeProbability(inside);
  }

  /** Returns Φ(z), moved into (0, 1). */
  static float cumulative(float z) {
    float u = (float) STANDARD.cumulativeProbability(z);
    return Math.min(Math.max(u, Float.MIN_NORMAL), Math.nextDown(1f));
  }
}
