package io.ncsn.config;

import java.util.List;

/** Which settings of sampling go together, and which the chosen sampler does not read. */
final class SamplingContradictions {
  /** The paths of traced chains are in one task's memory at once. */
  private static final int MOST_TRACED = 64;

  private final SampleSettings sample;
  private final NoiseSettings noise;
  private final Values values;

  SamplingContradictions(Settings settings, Values values) {
    this.sample = settings.sample();
    this.noise = settings.noise();
    this.values = values;
  }

  void check() {
    stepSize();
    sampler();
    idle();
    interpolation();
  }

  /**
   * Langevin dynamics on N(0, σ²I) with step ε diverges from ε = 2σ² on (NCSNv2, Proposition 2: |1
   * − ε/σ²| must be below 1).
   */
  private void stepSize() {
    boolean known =
        noise.sigmaEnd().isPresent()
            && sample.stepSize().isPresent()
            && sample.sampler().isLangevin();
    double bound = known ? 2 * Math.pow(noise.sigmaEnd().getAsDouble(), 2) : 0;
    values.rule(
        List.of("sample.step-size", "noise.sigma-end"),
        known && sample.stepSize().getAsDouble() >= bound,
        "sample.step-size is %s, but chains diverge from 2 x sigma-end^2 = %s on; set a smaller step-size or auto"
            .formatted(values.rendered("sample.step-size"), bound));
  }

  private void sampler() {
    values.rule(
        List.of("sample.churn", "sample.sampler"),
        sample.churn() > 0 && sample.sampler() != SamplerKind.ODE_HEUN,
        "sample.churn is %s, but only ode-heun churns, and sample.sampler is %s; leave one of them out"
            .formatted(values.rendered("sample.churn"), Choice.name(sample.sampler())));
    values.rule(
        List.of("sample.steps", "sample.sampler"),
        sample.steps().isPresent() && sample.sampler() == SamplerKind.ANNEALED_LANGEVIN,
        "sample.steps is %s, but annealed-langevin goes level by level; set sample.steps-per-level instead, or another sample.sampler"
            .formatted(values.rendered("sample.steps")));
    values.rule(
        List.of("sample.trace"),
        sample.trace() > MOST_TRACED,
        "sample.trace is %s, but at most %d chains can be traced; set fewer"
            .formatted(values.rendered("sample.trace"), MOST_TRACED));
  }

  /** Settings that have another value than the default and would do nothing. */
  private void idle() {
    idle(
        "sample.steps-per-level",
        sample.sampler().isLangevin(),
        "goes by sample.steps; set that instead, and this to auto or leave it out");
    idle(
        "sample.step-size",
        sample.sampler().isLangevin() || sample.sampler() == SamplerKind.CONSISTENT_ANNEALED,
        "goes from one noise level to the next; set it to auto or leave it out");
    idle(
        "sample.snr",
        sample.sampler() == SamplerKind.PREDICTOR_CORRECTOR,
        "has no corrector; set sample.sampler = predictor-corrector, or leave it out");
  }

  private void idle(String key, boolean isRead, String why) {
    values.rule(
        List.of(key, "sample.sampler"),
        values.isChanged(key) && !isRead,
        "%s is %s, but sample.sampler %s %s"
            .formatted(key, values.rendered(key), Choice.name(sample.sampler()), why));
  }

  private void interpolation() {
    values.rule(
        List.of("sample.interpolate"),
        !sample.interpolate().isEmpty() && sample.interpolate().size() != 2,
        "sample.interpolate names %d seeds, but goes from one seed to another; name two"
            .formatted(sample.interpolate().size()));
    values.rule(
        List.of("sample.interpolate", "sample.sampler"),
        !sample.interpolate().isEmpty() && sample.sampler() != SamplerKind.ODE_HEUN,
        "sample.interpolate is %s, but sample.sampler %s adds noise on the way, so its samples do not follow from where they begin; set sample.sampler = ode-heun"
            .formatted(values.rendered("sample.interpolate"), Choice.name(sample.sampler())));
    values.rule(
        List.of("sample.interpolate", "sample.churn"),
        !sample.interpolate().isEmpty()
            && sample.sampler() == SamplerKind.ODE_HEUN
            && sample.churn() > 0,
        "sample.interpolate is %s, but sample.churn %s adds noise on the way, so samples do not follow from where they begin; leave one of them out"
            .formatted(values.rendered("sample.interpolate"), values.rendered("sample.churn")));
    values.rule(
        List.of("sample.interpolate", "sample.count"),
        !sample.interpolate().isEmpty() && sample.count() < 2,
        "sample.interpolate is %s, but sample.count is %d: between two seeds there are at least 2 samples; set more"
            .formatted(values.rendered("sample.interpolate"), sample.count()));
  }
}
