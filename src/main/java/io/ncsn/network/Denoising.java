package io.ncsn.network;

import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.util.List;

/** Denoising score matching at the one noise level σ (Vincent 2011). */
public record Denoising(double sigma) implements Objective {
  private static final double AUTOMATIC_SIGMA = 0.1;

  /** Reads its settings. */
  public static Denoising read(Values values) {
    return new Denoising(Objective.readSigma(values, AUTOMATIC_SIGMA));
  }

  @Override
  public void check(Values values) {
    values.rule(
        List.of("train.sigma", KEY),
        sigma == 0,
        "train.sigma is 0, but train.objective denoising learns from the noise it puts in; set it above 0");
  }

  @Override
  public MinibatchLoss loss(NetworkSpec spec, NoiseSchedule schedule, FittedGaussian contrast) {
    NoiseSchedule level = NoiseSchedule.of(ScheduleKind.GEOMETRIC, sigma, sigma, 1);
    return new DenoisingLoss(spec, level, anySigma -> 1);
  }

  @Override
  public double cost(NetworkSpec spec) {
    return spec.scorePasses();
  }

  @Override
  public boolean isLeastSquares() {
    return true;
  }
}
