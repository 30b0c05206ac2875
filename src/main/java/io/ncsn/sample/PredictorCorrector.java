package io.ncsn.sample;

import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Normals;
import io.ncsn.noise.ScoreFunction;

/**
 * Predictor–corrector sampling of the reverse variance-exploding SDE (Song et al. 2021, Algorithm
 * 2): to the next level by x ← x + (σᵢ² − σᵢ₊₁²)·s(x, σᵢ) + √(σᵢ² − σᵢ₊₁²)·z, then one Langevin
 * step there ({@link Chains#correct}). The last level is denoised.
 *
 * @param schedule the levels of the discretised SDE
 * @param ratio r, the corrector's signal-to-noise ratio
 */
record PredictorCorrector(ScoreFunction network, NoiseSchedule schedule, Prior prior, double ratio)
    implements ChainSampler {
  @Override
  public float[] sample(Normals normals, int count, Observer observer) {
    Chains chains = new Chains(network, observer, normals, count, prior, schedule.largest());
    for (int level = 0; level + 1 < schedule.size(); level++) {
      double sigma = schedule.sigma(level);
      double next = schedule.sigma(level + 1);
      double removed = sigma * sigma - next * next;
      chains.step(sigma, removed, Math.sqrt(removed), next);
      chains.correct(next, ratio);
    }
    return chains.denoise(schedule.smallest());
  }

  @Override
  public long evaluations() {
    return 2L * schedule.size() - 1;
  }
}
