package io.ncsn.sample;

import io.ncsn.config.Bounds;
import io.ncsn.config.Values;
import java.util.Optional;

/** The size of Langevin steps, {@code sample.step-size}. */
final class LangevinStep {
  private LangevinStep() {}

  /** Reads {@code sample.step-size}; 0 for {@code auto}. */
  static double read(Values values) {
    return values.autoNumber(SamplingMethod.STEP_SIZE, Bounds.POSITIVE).orElse(0);
  }

  /**
   * Returns why steps of size ε at noise level σ diverge, if they do. Langevin dynamics on N(0,
   * σ²I) diverge from ε = 2σ² on (Song and Ermon 2020, Proposition 2: |1 − ε/σ²| must be below 1).
   */
  static Optional<String> mistake(double size, double sigma) {
    double bound = 2 * sigma * sigma;
    return size < bound
        ? Optional.empty()
        : Optional.of(
            "sample.step-size is %s, but chains of least noise level %s diverge from 2 x %2$s^2 = %s on; set a smaller step-size or auto"
                .formatted(size, sigma, bound));
  }
}
