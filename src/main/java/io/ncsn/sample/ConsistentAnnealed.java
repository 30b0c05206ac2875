package io.ncsn.sample;

import io.ncsn.config.ConfigException;
import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Consistent annealed sampling (Jolicoeur-Martineau et al. 2020, Algorithm 2): one step per level,
 * with as much noise as leaves the rows at the next level, x ← x + η·σᵢ²·s(x, σᵢ) + β·σᵢ₊₁·z with η
 * = ε/σ_L² and β² = 1 − ((1 − η)/γ)², γ = σᵢ₊₁/σᵢ. The levels are geometric, so that γ is the same
 * for all. The last level is denoised.
 *
 * @param steps number of levels; 0: auto
 * @param stepSize ε, within σ_L²(1 − γ) and σ_L²(1 + γ); 0: auto
 */
public record ConsistentAnnealed(int steps, double stepSize) implements SamplingMethod {
  private static final int AUTOMATIC_STEPS = 250;

  /** Reads its settings. */
  public static ConsistentAnnealed read(Values values) {
    return new ConsistentAnnealed(SamplingMethod.readSteps(values), LangevinStep.read(values));
  }

  @Override
  public SamplingMethod settled(NoiseSchedule levels) {
    int count = steps > 0 ? steps : AUTOMATIC_STEPS;
    if (count < 2) {
      throw new ConfigException(
          "Cannot sample with sample.steps %d: consistent-annealed needs at least 2; set more"
              .formatted(count));
    }
    NoiseSchedule path = path(levels, count);
    double gamma = 1 / path.ratio();
    double variance = levels.smallest() * levels.smallest();
    double size = stepSize > 0 ? stepSize : (1 - gamma * gamma) * variance; // as ancestral sampling
    if (size < variance * (1 - gamma) || size > variance * (1 + gamma)) {
      throw new ConfigException(
          "Cannot sample with sample.step-size %s: consistent-annealed needs one from %s to %s for %d steps; set it to auto"
              .formatted(size, variance * (1 - gamma), variance * (1 + gamma), count));
    }
    return new ConsistentAnnealed(count, size);
  }

  private static NoiseSchedule path(NoiseSchedule levels, int count) {
    return levels.respaced(ScheduleKind.GEOMETRIC, count);
  }

  @Override
  public float[] run(Chains chains, NoiseSchedule levels) {
    NoiseSchedule path = path(levels, steps);
    double eta = stepSize / (path.smallest() * path.smallest());
    double kept = (1 - eta) * path.ratio();
    double beta = Math.sqrt(1 - kept * kept);
    for (int level = 0; level + 1 < path.size(); level++) {
      double sigma = path.sigma(level);
      double next = path.sigma(level + 1);
      chains.step(sigma, eta * sigma * sigma, beta * next, next);
    }
    return chains.denoise(path.smallest());
  }

  @Override
  public long evaluations(NoiseSchedule levels) {
    return steps;
  }

  @Override
  public SortedMap<String, String> settings() {
    return new TreeMap<>(
        Map.of(STEPS, Integer.toString(steps), STEP_SIZE, Double.toString(stepSize)));
  }

  @Override
  public String remedy() {
    return "set more sample.steps than " + steps;
  }
}
