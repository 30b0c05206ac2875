package io.ncsn.network;

import io.ncsn.network.MultiScale.Weighting;

/** The objectives, for tests that go through all of them. */
public enum ObjectiveKind {
  EXPLICIT,
  SLICED,
  SLICED_VR,
  DENOISING,
  MULTI_SCALE,
  NCE,
  CONTRASTIVE_DIVERGENCE;

  /** The objective with those of these settings that it has. */
  public Objective of(
      Weighting weighting,
      double power,
      double sigma,
      int projections,
      Directions directions,
      int noisePoints,
      int steps,
      double stepSize) {
    return switch (this) {
      case EXPLICIT -> new Explicit(sigma);
      case SLICED -> new Sliced(sigma, projections, directions);
      case SLICED_VR -> new SlicedVr(sigma, projections, directions);
      case DENOISING -> new Denoising(sigma);
      case MULTI_SCALE -> new MultiScale(weighting, power);
      case NCE -> new Nce(sigma, noisePoints);
      case CONTRASTIVE_DIVERGENCE -> new ContrastiveDivergence(sigma, steps, stepSize);
    };
  }

  private Objective any() {
    return of(Weighting.POWER, 2, 0.5, 1, Directions.RADEMACHER, 4, 10, 0.01);
  }

  public boolean isMultiScale() {
    return any().isMultiScale();
  }

  public boolean needsEnergy() {
    return any().needsEnergy();
  }

  boolean differentiatesScore() {
    return any().differentiatesScore();
  }
}
