package io.ncsn.sample;

import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Normals;
import io.ncsn.noise.ScoreFunction;

/**
 * Heun's method on the probability-flow ODE dx/dσ = −σ·s(x, σ), deterministic, or with churn
 * (Karras et al. 2022, Algorithms 1 and 2, S_noise = 1). Noise is raised at no level above σ₁,
 * where the network was not trained.
 *
 * @param schedule the ODE's steps; a last one goes from σ_L to 0
 * @param churn S_churn, spread over the steps; 0: none
 */
record OdeHeun(ScoreFunction network, NoiseSchedule schedule, Prior prior, double churn)
    implements ChainSampler {
  private static final double MOST_RAISED = Math.sqrt(2) - 1;

  @Override
  public float[] sample(Normals normals, int count, Observer observer) {
    Chains chains = new Chains(network, observer, normals, count, prior, schedule.largest());
    for (int level = 0; level + 1 < schedule.size(); level++) {
      double sigma = raise(chains, schedule.sigma(level));
      step(chains, sigma, schedule.sigma(level + 1));
    }
    return chains.denoise(raise(chains, schedule.smallest()));
  }

  /** Increases the noise temporarily; the level it then has. */
  private double raise(Chains chains, double sigma) {
    double raised = sigma * (1 + Math.min(churn / schedule.size(), MOST_RAISED));
    if (raised == sigma || raised > schedule.largest()) {
      return sigma;
    }
    chains.addNoise(Math.sqrt(raised * raised - sigma * sigma));
    return raised;
  }

  /** An Euler step to {@code next}, then the mean of the slopes at both ends. */
  private static void step(Chains chains, double sigma, double next) {
    float[] x = chains.rows();
    float[] begin = x.clone();
    float[] slope = chains.score(sigma).clone();
    float whole = (float) ((sigma - next) * sigma);
    for (int i = 0; i < x.length; i++) {
      x[i] += whole * slope[i];
    }
    float[] slopeAtNext = chains.score(next);
    float half = (float) ((sigma - next) * sigma / 2);
    float halfAtNext = (float) ((sigma - next) * next / 2);
    for (int i = 0; i < x.length; i++) {
      x[i] = begin[i] + half * slope[i] + halfAtNext * slopeAtNext[i];
    }
    chains.arrived(next);
  }

  @Override
  public long evaluations() {
    return 2L * schedule.size() - 1;
  }
}
