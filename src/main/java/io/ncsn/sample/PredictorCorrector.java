package io.ncsn.sample;

import io.ncsn.config.Bounds;
import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Predictor–corrector sampling of the reverse variance-exploding SDE (Song et al. 2021, Algorithm
 * 2): to the next level by x ← x + (σᵢ² − σᵢ₊₁²)·s(x, σᵢ) + √(σᵢ² − σᵢ₊₁²)·z, then one Langevin
 * step there ({@link Chains#correct}). The last level is denoised.
 *
 * @param steps number of levels of the discretised SDE; 0: auto
 * @param signalToNoise r, the corrector's signal-to-noise ratio
 */
public record PredictorCorrector(int steps, double signalToNoise) implements SamplingMethod {
  private static final int AUTOMATIC_STEPS = 125;
  private static final String SIGNAL_TO_NOISE = "sample.snr";

  /** Reads its settings. */
  public static PredictorCorrector read(Values values) {
    return new PredictorCorrector(
        SamplingMethod.readSteps(values),
        values.read(SIGNAL_TO_NOISE, Kind.number(Bounds.POSITIVE)));
  }

  @Override
  public SamplingMethod settled(NoiseSchedule levels) {
    return new PredictorCorrector(steps > 0 ? steps : AUTOMATIC_STEPS, signalToNoise);
  }

  @Override
  public float[] run(Chains chains, NoiseSchedule levels) {
    NoiseSchedule path = levels.respaced(ScheduleKind.GEOMETRIC, steps);
    for (int level = 0; level + 1 < path.size(); level++) {
      double sigma = path.sigma(level);
      double next = path.sigma(level + 1);
      double removed = sigma * sigma - next * next;
      chains.step(sigma, removed, Math.sqrt(removed), next);
      chains.correct(next, signalToNoise);
    }
    return chains.denoise(path.smallest());
  }

  @Override
  public long evaluations(NoiseSchedule levels) {
    return 2L * steps - 1;
  }

  @Override
  public SortedMap<String, String> settings() {
    return new TreeMap<>(
        Map.of(STEPS, Integer.toString(steps), SIGNAL_TO_NOISE, Double.toString(signalToNoise)));
  }

  @Override
  public String remedy() {
    return "set more sample.steps than " + steps;
  }
}
