package io.ncsn.sample;

import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Techniques;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Langevin dynamics at the least noise level alone, then a denoising step: x ← x + ε·s(x, σ_L) +
 * √(2ε)·z. It is slow to cross between modes, so it gets their weights wrong (Song and Ermon 2019,
 * §3.2). That is the reason for noise levels; the method is kept to show it.
 *
 * @param steps N; 0: auto, as many as annealed Langevin dynamics take
 * @param stepsPerLevel T, which settles N and ε; 0: auto
 * @param stepSize ε; 0: auto
 */
public record Langevin(int steps, int stepsPerLevel, double stepSize) implements SamplingMethod {
  private static final int STEPS_AT_ONE_LEVEL = 1000;

  /** Reads its settings. */
  public static Langevin read(Values values) {
    return new Langevin(
        SamplingMethod.readSteps(values),
        SamplingMethod.readStepsPerLevel(values),
        LangevinStep.read(values));
  }

  @Override
  public SamplingMethod settled(NoiseSchedule levels) {
    int perLevel = stepsPerLevel > 0 ? stepsPerLevel : Techniques.stepsPerLevel(levels);
    int automatic = levels.size() == 1 ? STEPS_AT_ONE_LEVEL : levels.size() * perLevel;
    return new Langevin(
        steps > 0 ? steps : automatic,
        perLevel,
        stepSize > 0 ? stepSize : Techniques.stepSize(levels, perLevel));
  }

  @Override
  public float[] run(Chains chains, NoiseSchedule levels) {
    double sigma = levels.smallest();
    for (int step = 0; step < steps; step++) {
      chains.step(sigma, stepSize, Math.sqrt(2 * stepSize), sigma);
    }
    return chains.denoise(sigma);
  }

  @Override
  public double start(NoiseSchedule levels) {
    return levels.smallest();
  }

  @Override
  public long evaluations(NoiseSchedule levels) {
    return steps + 1L;
  }

  @Override
  public SortedMap<String, String> settings() {
    return new TreeMap<>(
        Map.of(STEPS, Integer.toString(steps), STEP_SIZE, Double.toString(stepSize)));
  }

  @Override
  public String remedy() {
    return "set sample.step-size below " + stepSize;
  }

  @Override
  public boolean needsLevels() {
    return false;
  }

  @Override
  public Optional<String> mistake(double sigma) {
    return LangevinStep.mistake(stepSize, sigma);
  }
}
