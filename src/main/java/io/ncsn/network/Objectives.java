package io.ncsn.network;

import io.ncsn.config.NetworkSettings.Kind;
import io.ncsn.config.ObjectiveSettings;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** The objectives by their settings: a new one is a class, and a line here. */
public final class Objectives {
  /**
   * Passes for the score of an energy network: forward and backward once for the score, and twice
   * more for its gradient.
   */
  private static final int ENERGY_PASSES = 3;

  private Objectives() {}

  /**
   * Makes the objective of {@code settings} for networks of {@code spec}.
   *
   * @param schedule noise levels of multi-scale
   * @param contrast noise of nce; null for other objectives
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

  /**
   * Returns the approximate cost of a row's loss and gradient, in forward and backward passes of a
   * score network.
   */
  public static double cost(ObjectiveSettings settings, NetworkSpec spec) {
    double score = spec.kind() == Kind.ENERGY ? ENERGY_PASSES : 1;
    return switch (settings.kind()) {
      case MULTI_SCALE, DENOISING -> score;
      case EXPLICIT -> score * (1 + spec.dimension());
      case SLICED, SLICED_VR -> score * (1 + settings.projections());
      case NCE -> 1 + settings.noisePoints();
      case CONTRASTIVE_DIVERGENCE -> 2 + settings.langevinSteps();
    };
  }

  /** Returns λ(σ). */
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
