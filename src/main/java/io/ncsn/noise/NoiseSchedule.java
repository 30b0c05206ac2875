package io.ncsn.noise;

import java.io.Serializable;

/**
 * Noise levels from large to small: σ₁ &gt; σ₂ &gt; … &gt; σ_L &gt; 0, in standardised units.
 *
 * @param kind spacing of the levels
 * @param levels the L levels in decreasing order
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
public record NoiseSchedule(ScheduleKind kind, double[] levels) implements Serializable {
  private static final double KARRAS_RHO = 7;

  public NoiseSchedule {
    for (int i = 0; i < levels.length; i++) {
      boolean falling = i == 0 || levels[i] < levels[i - 1];
      if (!(levels[i] > 0) || !Double.isFinite(levels[i]) || !falling) {
        throw new IllegalArgumentException(
            "Cannot use noise level "
                + (i + 1)
                + " = "
                + levels[i]
                + ": levels must be positive and decrease");
      }
    }
    if (levels.length == 0) {
      throw new IllegalArgumentException(
          "Cannot make a schedule of 0 noise levels: at least 1 is needed");
    }
  }

  /**
   * Makes a schedule from {@code begin} = σ₁ down to {@code end} = σ_L. A schedule of one level has
   * only {@code begin}.
   *
   * @throws IllegalArgumentException unless begin &gt; end &gt; 0 (for one level: begin &gt; 0) and
   *     count ≥ 1
   */
  public static NoiseSchedule of(ScheduleKind kind, double begin, double end, int count) {
    double[] levels = new double[count];
    for (int i = 0; i < count; i++) {
      levels[i] = level(kind, begin, end, count == 1 ? 0 : (double) i / (count - 1));
    }
    if (count > 1) { // exact ends, free of rounding
      levels[0] = begin;
      levels[count - 1] = end;
    }
    return new NoiseSchedule(kind, levels);
  }

  /**
   * Returns {@code count} levels between the same ends, spaced otherwise. A schedule of one level
   * stays as it is.
   */
  public NoiseSchedule respaced(ScheduleKind spacing, int count) {
    return size() == 1 ? this : of(spacing, largest(), smallest(), count);
  }

  /** L, the number of levels. */
  public int size() {
    return levels.length;
  }

  /** The level with this index, from 0 (largest) to size − 1. */
  public double sigma(int index) {
    return levels[index];
  }

  /** σ₁, the largest level. */
  public double largest() {
    return levels[0];
  }

  /** σ_L, the smallest level. */
  public double smallest() {
    return levels[levels.length - 1];
  }

  /** The ratio γ = σᵢ₋₁/σᵢ of a geometric schedule with the same ends and size; 1 for one level. */
  public double ratio() {
    return levels.length == 1 ? 1 : Math.pow(largest() / smallest(), 1.0 / (levels.length - 1));
  }

  private static double level(ScheduleKind kind, double begin, double end, double t) {
    return switch (kind) {
      case GEOMETRIC -> begin * Math.pow(end / begin, t);
      case LINEAR -> begin + t * (end - begin);
      case COSINE -> end * Math.pow(begin / end, (1 + Math.cos(Math.PI * t)) / 2);
      case KARRAS -> {
        double first = Math.pow(begin, 1 / KARRAS_RHO);
        yield Math.pow(first + t * (Math.pow(end, 1 / KARRAS_RHO) - first), KARRAS_RHO);
      }
    };
  }
}
