package io.ncsn.network;

import io.ncsn.config.Bounds;
import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import java.util.List;

/**
 * Denoising score matching at all noise levels (Song and Ermon 2019).
 *
 * @param weighting form of λ(σ)
 * @param lambdaPower p of {@link Weighting#POWER}
 * @param observed share of the rows of a mixed table that are given some of their cells without
 *     noise, so that the model also draws from conditionals
 */
public record MultiScale(Weighting weighting, double lambdaPower, double observed)
    implements Objective {
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

  /** Reads its settings. */
  public static MultiScale read(Values values) {
    return new MultiScale(
        values.read("train.weighting", Kind.choice(Weighting.class)),
        values.read("train.lambda-power", Kind.number(Bounds.POWER)),
        values.read("train.observed", Kind.number(Bounds.FRACTION)));
  }

  /** Makes the objective of tables of numbers. */
  public MultiScale(Weighting weighting, double lambdaPower) {
    this(weighting, lambdaPower, 0);
  }

  @Override
  public void check(Values values) {
    values.rule(
        List.of("train.sigma", KEY),
        Objective.readSigma(values, 0) > 0,
        "train.sigma is %s, but train.objective multi-scale trains at the levels of noise.*; leave train.sigma out, or set another train.objective"
            .formatted(values.rendered("train.sigma")));
  }

  @Override
  public MinibatchLoss loss(NetworkSpec spec, NoiseSchedule schedule, FittedGaussian contrast) {
    return new DenoisingLoss(spec, schedule, this::lambda);
  }

  /** Returns λ(σ). */
  double lambda(double sigma) {
    return switch (weighting) {
      case POWER -> Math.pow(sigma, lambdaPower);
      case EDM -> sigma * sigma * (1 + sigma * sigma);
    };
  }

  @Override
  public double cost(NetworkSpec spec) {
    return spec.scorePasses();
  }

  @Override
  public double sigma() {
    return 0;
  }

  @Override
  public boolean isMultiScale() {
    return true;
  }

  @Override
  public boolean isLeastSquares() {
    return true;
  }
}
