package io.ncsn.config;

import io.ncsn.noise.ScheduleKind;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * {@code noise.*}, in standardised units; empty means {@code auto}.
 *
 * @param sigmaBegin σ₁; auto: the greatest distance of two training rows (NCSNv2 Technique 1)
 * @param sigmaEnd σ_L; auto: {@link #AUTOMATIC_SIGMA_END}
 * @param levels L; auto: NCSNv2 Technique 2
 */
public record NoiseSettings(
    OptionalDouble sigmaBegin, OptionalDouble sigmaEnd, OptionalInt levels, ScheduleKind schedule) {
  public static final double AUTOMATIC_SIGMA_END = 0.01;

  /** Far more than is useful. A larger value is a slip, and would not fit memory. */
  private static final int MOST_LEVELS = 10_000;

  /** Reads {@code noise.*}. */
  public static NoiseSettings read(Values values) {
    NoiseSettings noise =
        new NoiseSettings(
            values.autoNumber("noise.sigma-begin", Bounds.SIGMA),
            values.autoNumber("noise.sigma-end", Bounds.SIGMA),
            values.integer("noise.levels", Kind.integer(2, MOST_LEVELS).orAuto()),
            values.read("noise.schedule", Kind.choice(ScheduleKind.class)));
    values.rule(
        List.of("noise.sigma-end", "noise.sigma-begin"),
        noise.sigmaBegin.isPresent()
            && noise.sigmaEnd.orElse(AUTOMATIC_SIGMA_END) >= noise.sigmaBegin.getAsDouble(),
        "noise.sigma-end is %s and noise.sigma-begin is %s: noise goes from large to small; set a smaller sigma-end"
            .formatted(values.rendered("noise.sigma-end"), values.rendered("noise.sigma-begin")));
    return noise;
  }
}
