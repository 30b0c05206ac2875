package io.ncsn.sample;

import io.ncsn.config.LikelihoodSettings;
import java.io.Serializable;

/**
 * How to find log-densities, with every {@code auto} settled.
 *
 * @param tolerance of each step
 * @param probes random vectors a row; 0: the exact trace
 */
public record LikelihoodPlan(double tolerance, int probes, long seed) implements Serializable {
  private static final int MOST_EXACT = 32;
  private static final int PROBES = 16;

  /** For rows of {@code dimension} columns. */
  public static LikelihoodPlan resolve(LikelihoodSettings settings, int dimension) {
    int automatic = dimension <= MOST_EXACT ? 0 : PROBES;
    return new LikelihoodPlan(
        settings.tolerance(), settings.probes().orElse(automatic), settings.seed());
  }

  boolean exact() {
    return probes == 0;
  }
}
