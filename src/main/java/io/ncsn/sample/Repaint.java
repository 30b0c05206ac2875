package io.ncsn.sample;

import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * RePaint (Lugmayr et al. 2022, Algorithm 1): ancestral steps, each of which is undone and made
 * again. Given cells have fresh noise at each evaluation, so a network that was trained without
 * given cells draws the others to them.
 *
 * <p>A step from σ to σ′ is x′ = x + (σ² − σ′²)·s + σ′·√(1 − σ′²/σ²)·z, the noised row's
 * distribution if D were the clean row. It is undone by noise of the variance σ² − σ′². Without
 * given cells this is ancestral sampling.
 *
 * @param steps number of noise levels; 0: auto
 * @param resampling r, how often each step is made
 */
public record Repaint(int steps, int resampling) implements SamplingMethod {
  private static final int AUTOMATIC_STEPS = 30;
  private static final String RESAMPLING = "sample.resampling";

  /** Reads its settings. */
  public static Repaint read(Values values) {
    return new Repaint(
        SamplingMethod.readSteps(values), values.read(RESAMPLING, Kind.integer(1, MOST_STEPS)));
  }

  @Override
  public SamplingMethod settled(NoiseSchedule levels) {
    return new Repaint(steps > 0 ? steps : AUTOMATIC_STEPS, resampling);
  }

  @Override
  public float[] run(Chains chains, NoiseSchedule levels) {
    NoiseSchedule path = levels.respaced(ScheduleKind.GEOMETRIC, steps);
    for (int level = 0; level + 1 < path.size(); level++) {
      double sigma = path.sigma(level);
      double next = path.sigma(level + 1);
      double removed = sigma * sigma - next * next;
      double scale = next * Math.sqrt(removed) / sigma;
      chains.step(sigma, removed, scale, next);
      for (int again = 1; again < resampling; again++) {
        chains.addNoise(Math.sqrt(removed));
        chains.step(sigma, removed, scale, next);
      }
    }
    return chains.denoise(path.smallest());
  }

  @Override
  public long evaluations(NoiseSchedule levels) {
    return (long) resampling * (steps - 1) + 1;
  }

  @Override
  public boolean noisesGivenCells() {
    return true;
  }

  @Override
  public SortedMap<String, String> settings() {
    return new TreeMap<>(
        Map.of(STEPS, Integer.toString(steps), RESAMPLING, Integer.toString(resampling)));
  }

  @Override
  public String remedy() {
    return "set more sample.steps than " + steps;
  }
}
