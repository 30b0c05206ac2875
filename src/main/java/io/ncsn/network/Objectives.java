package io.ncsn.network;

import io.ncsn.config.ObjectiveSettings;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** The objectives by their settings: a new one is a class, and a line here. */
public final class Objectives {
  private Objectives() {}

  /**
   * The objective of {@code settings} for networks of {@code spec}.
   *
   * @param schedule noise levels of multi-scale
   * @param contrast the noise of nce; null for the others
   */
  public static Objective of(
      ObjectiveSettings settings,
      NetworkSpec spec,
      NoiseSchedule schedule,
      FittedGaussian contrast) {
    double sigma = settings.sigma();
    return switch (settings.kind()) {
      case MULTI_SCALE -> new DenoisingObjective(spec, schedule, weighting(settings));
      case DENOISING -> new DenoisingObjective(spec, oneLevel(sigma), anySigma -> 1);
      case EXPLICIT -> new AutogradObjective(spec, sigma, new ExplicitLoss());
      case SLICED ->
          new AutogradObjective(
              spec, sigma, new SlicedLoss(settings.projections(), settings.directions()));
      case SLICED_VR ->
          new AutogradObjective(
              spec, sigma, new SlicedVrLoss(settings.projections(), settings.directions()));
      case NCE ->
          new AutogradObjective(
              spec,
              sigma,
              new NceLoss(
                  settings.noisePoints(),
                  Objects.requireNonNull(contrast, "nce needs a noise to contrast with")));
      case CONTRASTIVE_DIVERGENCE ->
          new AutogradObjective(
              spec,
              sigma,
              new ContrastiveDivergenceLoss(settings.langevinSteps(), settings.langevinStepSize()));
    };
  }

  /** λ(σ). */
  static DoubleUnaryOperator weighting(ObjectiveSettings settings) {
    return switch (settings.weighting()) {
      case POWER -> sigma -> Math.pow(sigma, settings.lambdaPower());
      case EDM -> sigma -> sigma * sigma * (1 + sigma * sigma);
    };
  }

  private static NoiseSchedule oneLevel(double sigma) {
    return NoiseSchedule.of(ScheduleKind.GEOMETRIC, sigma, sigma, 1);
  }
}
