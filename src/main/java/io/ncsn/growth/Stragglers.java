package io.ncsn.growth;

import org.apache.commons.math3.distribution.ConstantRealDistribution;
import org.apache.commons.math3.distribution.EnumeratedRealDistribution;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.ParetoDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How much longer than planned tasks take: a task of t seconds takes t·(1 + excess).
 *
 * @param name for tables
 * @param excess its distribution, on numbers from 0 on
 */
public record Stragglers(String name, RealDistribution excess) {

  /** All tasks take what they should. */
  public static Stragglers none() {
    return new Stragglers("none", new ConstantRealDistribution(0));
  }

  /** Exponential excess: the slowest of R takes mean·(1 + 1/2 + … + 1/R) more. */
  public static Stragglers exponential(double mean) {
    return new Stragglers("exponential, mean " + mean, new ExponentialDistribution(null, mean));
  }

  /** Excess of a heavy tail, P(excess &gt; x) = (scale/x)^shape from {@code scale} on. */
  public static Stragglers pareto(double scale, double shape) {
    return new Stragglers(
        "Pareto, from %s, shape %s".formatted(scale, shape),
        new ParetoDistribution(null, scale, shape));
  }

  /** A share of the tasks is lost and done again from the beginning. */
  public static Stragglers redone(double share) {
    return new Stragglers(
        share + " of the tasks redone",
        new EnumeratedRealDistribution(null, new double[] {0, 1}, new double[] {1 - share, share}));
  }

  /** How many times as long as planned a task takes, from 1 on. */
  double factor(UniformRandomProvider random) {
    return 1 + excess.inverseCumulativeProbability(random.nextDouble());
  }
}
