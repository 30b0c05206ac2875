package io.ncsn.sample;

import io.ncsn.config.SampleSettings;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Techniques;
import java.io.Serializable;

/**
 * Annealed Langevin dynamics with every {@code auto} settled.
 *
 * @param stepsPerLevel T
 * @param stepSize ε, the step at σ_L, in standardised units
 */
public record LangevinSettings(int stepsPerLevel, double stepSize) implements Serializable {
  public LangevinSettings {
    if (stepsPerLevel < 1 || !(stepSize > 0) || !Double.isFinite(stepSize)) {
      throw new IllegalArgumentException(
          "Cannot sample with "
              + stepsPerLevel
              + " steps per level of size "
              + stepSize
              + ": both must be positive");
    }
  }

  /** T and ε by Technique 4 where they are not set (Song and Ermon 2020). */
  public static LangevinSettings resolve(SampleSettings settings, NoiseSchedule schedule) {
    int steps = settings.stepsPerLevel().orElseGet(() -> Techniques.stepsPerLevel(schedule));
    double size = settings.stepSize().orElseGet(() -> Techniques.stepSize(schedule, steps));
    return new LangevinSettings(steps, size);
  }
}
