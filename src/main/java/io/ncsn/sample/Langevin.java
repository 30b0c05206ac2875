package io.ncsn.sample;

import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Normals;
import io.ncsn.noise.ScoreFunction;

/**
 * Langevin dynamics at the least noise level alone, then a denoising step: x ← x + ε·s(x, σ_L) +
 * √(2ε)·z. Slow to cross between modes, so it gets their weights wrong (Song and Ermon 2019, §3.2):
 * the reason for noise levels, kept to show it.
 *
 * @param stepSize ε
 */
record Langevin(
    ScoreFunction network, NoiseSchedule schedule, Prior prior, int steps, double stepSize)
    implements ChainSampler {
  @Override
  public float[] sample(Normals normals, int count, Observer observer) {
    double sigma = schedule.smallest();
    Chains chains = new Chains(network, observer, normals, count, prior, sigma);
    for (int step = 0; step < steps; step++) {
      chains.step(sigma, stepSize, Math.sqrt(2 * stepSize), sigma);
    }
    return chains.denoise(sigma);
  }

  @Override
  public long evaluations() {
    return steps + 1L;
  }
}
