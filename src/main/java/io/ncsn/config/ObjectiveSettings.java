package io.ncsn.config;

import java.io.Serializable;

/**
 * The part of {@code train.*} that says what training minimises.
 *
 * @param kind {@code train.objective}
 * @param weighting λ(σ) of multi-scale
 * @param lambdaPower p of {@code weighting = power}
 * @param sigma the one noise level of all objectives but multi-scale; 0: the rows as they are
 * @param projections M, random directions a row (sliced, sliced-vr)
 * @param directions their distribution
 * @param noisePoints ν, noise points a row (nce)
 * @param langevinSteps k (contrastive-divergence)
 * @param langevinStepSize α of these steps
 */
public record ObjectiveSettings(
    ObjectiveKind kind,
    Weighting weighting,
    double lambdaPower,
    double sigma,
    int projections,
    Directions directions,
    int noisePoints,
    int langevinSteps,
    double langevinStepSize)
    implements Serializable {

  /** What {@code train.sigma = auto} means for denoising, which cannot do without noise. */
  static final double DENOISING_SIGMA = 0.1;

  /** {@code train.weighting}: λ(σ). */
  public enum Weighting {
    /** σ^p. */
    POWER,
    /**
     * σ²(1 + σ²), which weighs the denoised rows by (1 + σ²)/σ² (Karras et al. 2022, Table 1, for
     * unit-variance data): every level's initial loss is the same.
     */
    EDM
  }

  /** {@code train.directions}: the v of sliced score matching, E[vvᵀ] = I. */
  public enum Directions {
    /** Each component 1 or −1. */
    RADEMACHER,
    /** N(0, I). */
    NORMAL
  }
}
