package io.ncsn.sample;

import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Normals;
import io.ncsn.noise.ScoreFunction;

/**
 * Consistent annealed sampling (Jolicoeur-Martineau et al. 2020, Algorithm 2): one step a level,
 * with as much noise as leaves the rows at the next level, x ← x + η·σᵢ²·s(x, σᵢ) + β·σᵢ₊₁·z with η
 * = ε/σ_L² and β² = 1 − ((1 − η)/γ)², γ = σᵢ₊₁/σᵢ. The last level is denoised.
 *
 * @param schedule geometric levels: γ is the same for all
 * @param stepSize ε, within σ_L²(1 − γ) and σ_L²(1 + γ)
 */
record ConsistentAnnealed(
    ScoreFunction network, NoiseSchedule schedule, Prior prior, double stepSize)
    implements ChainSampler {
  @Override
  public float[] sample(Normals normals, int count, Observer observer) {
    Chains chains = new Chains(network, observer, normals, count, prior, schedule.largest());
    double eta = stepSize / (schedule.smallest() * schedule.smallest());
    double kept = (1 - eta) * schedule.ratio();
    double beta = Math.sqrt(1 - kept * kept);
    for (int level = 0; level + 1 < schedule.size(); level++) {
      double sigma = schedule.sigma(level);
      double next = schedule.sigma(level + 1);
      chains.step(sigma, eta * sigma * sigma, beta * next, next);
    }
    return chains.denoise(schedule.smallest());
  }

  @Override
  public long evaluations() {
    return schedule.size();
  }
}
