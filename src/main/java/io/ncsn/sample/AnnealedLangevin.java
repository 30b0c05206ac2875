package io.ncsn.sample;

import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Normals;
import io.ncsn.noise.ScoreFunction;

/**
 * Annealed Langevin dynamics with a last denoising step (Song and Ermon 2019, Algorithm 1; 2020,
 * Algorithm 1 and §3.3).
 *
 * @param stepsPerLevel T
 * @param stepSize ε, the step at σ_L
 */
record AnnealedLangevin(
    ScoreFunction network, NoiseSchedule schedule, Prior prior, int stepsPerLevel, double stepSize)
    implements ChainSampler {
  @Override
  public float[] sample(Normals normals, int count, Observer observer) {
    Chains chains = new Chains(network, observer, normals, count, prior, schedule.largest());
    double smallest = schedule.smallest();
    for (double sigma : schedule.levels()) {
      double alpha = stepSize * sigma * sigma / (smallest * smallest);
      for (int step = 0; step < stepsPerLevel; step++) {
        chains.step(sigma, alpha, Math.sqrt(2 * alpha), sigma);
      }
    }
    return chains.denoise(smallest);
  }

  @Override
  public long evaluations() {
    return (long) schedule.size() * stepsPerLevel + 1;
  }
}
