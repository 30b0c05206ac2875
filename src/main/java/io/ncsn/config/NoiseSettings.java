package io.ncsn.config;

import io.ncsn.noise.ScheduleKind;
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
}
