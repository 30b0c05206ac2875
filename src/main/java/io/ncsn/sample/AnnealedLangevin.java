package io.ncsn.sample;

import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Techniques;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Annealed Langevin dynamics with a last denoising step (Song and Ermon 2019, Algorithm 1; 2020,
 * Algorithm 1 and §3.3).
 *
 * @param stepsPerLevel T; 0: auto
 * @param stepSize ε, the step at σ_L; 0: auto
 */
public record AnnealedLangevin(int stepsPerLevel, double stepSize) implements SamplingMethod {
  /** Reads its settings. */
  public static AnnealedLangevin read(Values values) {
    return new AnnealedLangevin(
        SamplingMethod.readStepsPerLevel(values), LangevinStep.read(values));
  }

  @Override
  public SamplingMethod settled(NoiseSchedule levels) {
    int perLevel = stepsPerLevel > 0 ? stepsPerLevel : Techniques.stepsPerLevel(levels);
    return new AnnealedLangevin(
        perLevel, stepSize > 0 ? stepSize : Techniques.stepSize(levels, perLevel));
  }

  @Override
  public float[] run(Chains chains, NoiseSchedule levels) {
    double smallest = levels.smallest();
    for (double sigma : levels.levels()) {
      double alpha = stepSize * sigma * sigma / (smallest * smallest);
      for (int step = 0; step < stepsPerLevel; step++) {
        chains.step(sigma, alpha, Math.sqrt(2 * alpha), sigma);
      }
    }
    return chains.denoise(smallest);
  }

  @Override
  public long evaluations(NoiseSchedule levels) {
    return (long) levels.size() * stepsPerLevel + 1;
  }

  @Override
  public SortedMap<String, String> settings() {
    return new TreeMap<>(
        Map.of(
            STEPS_PER_LEVEL, Integer.toString(stepsPerLevel),
            STEP_SIZE, Double.toString(stepSize)));
  }

  @Override
  public String remedy() {
    return "set sample.step-size below " + stepSize;
  }

  @Override
  public Optional<String> mistake(double sigma) {
    return LangevinStep.mistake(stepSize, sigma);
  }
}
