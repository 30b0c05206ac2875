package io.ncsn.sample;

import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.config.SampleSettings;
import io.ncsn.config.SamplerKind;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.ScoreFunction;
import io.ncsn.noise.Techniques;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How to sample a model: a sampler with every {@code auto} settled.
 *
 * @param levels the model's noise levels
 * @param stepsPerLevel T
 * @param stepSize ε, the step at σ_L, in standardised units
 * @param steps N
 * @param churn S_churn
 * @param signalToNoise r
 */
public record SamplingPlan(
    SamplerKind kind,
    NoiseSchedule levels,
    int stepsPerLevel,
    double stepSize,
    int steps,
    double churn,
    double signalToNoise)
    implements Serializable {
  private static final int LANGEVIN_STEPS = 1000;
  private static final int CONSISTENT_ANNEALED_STEPS = 250;
  private static final int PREDICTOR_CORRECTOR_STEPS = 125;
  private static final int ODE_STEPS = 25;
  private static final String STEPS_PER_LEVEL = "sample.steps-per-level";
  private static final String STEPS = "sample.steps";
  private static final String STEP_SIZE = "sample.step-size";

  public SamplingPlan {
    if (stepsPerLevel < 1 || steps < 1 || !(stepSize > 0) || !Double.isFinite(stepSize)) {
      throw new IllegalArgumentException(
          "Cannot sample with %d steps, %d per level, of size %s: all must be positive"
              .formatted(steps, stepsPerLevel, stepSize));
    }
  }

  /**
   * Settles what {@code settings} leave open for a model of noise levels {@code levels}.
   *
   * @throws ConfigException where a setting does not fit the levels
   */
  public static SamplingPlan resolve(SampleSettings settings, NoiseSchedule levels) {
    int perLevel = settings.stepsPerLevel().orElseGet(() -> Techniques.stepsPerLevel(levels));
    int steps =
        settings
            .steps()
            .orElseGet(
                () ->
                    switch (settings.sampler()) {
                      case LANGEVIN, ANNEALED_LANGEVIN ->
                          levels.size() == 1 ? LANGEVIN_STEPS : levels.size() * perLevel;
                      case CONSISTENT_ANNEALED -> CONSISTENT_ANNEALED_STEPS;
                      case PREDICTOR_CORRECTOR -> PREDICTOR_CORRECTOR_STEPS;
                      case ODE_HEUN -> ODE_STEPS;
                    });
    double size =
        settings
            .stepSize()
            .orElseGet(
                () ->
                    settings.sampler() == SamplerKind.CONSISTENT_ANNEALED
                        ? ancestralStep(spaced(ScheduleKind.GEOMETRIC, levels, steps))
                        : Techniques.stepSize(levels, perLevel));
    SamplingPlan plan =
        new SamplingPlan(
            settings.sampler(),
            levels,
            perLevel,
            size,
            steps,
            settings.churn(),
            settings.signalToNoise());
    plan.requireLevels();
    plan.requireStableStep();
    plan.requireConsistentStep();
    return plan;
  }

  /**
   * The sampler of rows whose scores {@code network} gives. {@link ModelChains} knows a model's
   * prior and calls this.
   */
  ChainSampler sampler(ScoreFunction network, Prior prior) {
    return switch (kind) {
      case LANGEVIN -> new Langevin(network, levels, prior, steps, stepSize);
      case ANNEALED_LANGEVIN ->
          new AnnealedLangevin(network, levels, prior, stepsPerLevel, stepSize);
      case CONSISTENT_ANNEALED ->
          new ConsistentAnnealed(network, spaced(ScheduleKind.GEOMETRIC), prior, stepSize);
      case PREDICTOR_CORRECTOR ->
          new PredictorCorrector(network, spaced(ScheduleKind.GEOMETRIC), prior, signalToNoise);
      case ODE_HEUN -> new OdeHeun(network, spaced(ScheduleKind.KARRAS), prior, churn);
    };
  }

  /** Network evaluations per row. */
  public long evaluations() {
    return sampler((rows, count, sigma, scores) -> {}, Prior.standard(1)).evaluations();
  }

  /** Keys and values of the settings that were {@code auto} and that the sampler reads. */
  public Map<String, String> resolved(SampleSettings settings) {
    Map<String, String> values = new TreeMap<>(read());
    values.keySet().retainAll(Set.of(STEPS_PER_LEVEL, STEPS, STEP_SIZE));
    settings.stepsPerLevel().ifPresent(given -> values.remove(STEPS_PER_LEVEL));
    settings.steps().ifPresent(given -> values.remove(STEPS));
    settings.stepSize().ifPresent(given -> values.remove(STEP_SIZE));
    return values;
  }

  /** Keys and values of all settings that the sampler reads. */
  Map<String, String> read() {
    Map<String, String> values = new TreeMap<>();
    values.put("sample.sampler", Choice.name(kind));
    values.put(
        kind == SamplerKind.ANNEALED_LANGEVIN ? STEPS_PER_LEVEL : STEPS,
        Integer.toString(kind == SamplerKind.ANNEALED_LANGEVIN ? stepsPerLevel : steps));
    if (kind.isLangevin() || kind == SamplerKind.CONSISTENT_ANNEALED) {
      values.put(STEP_SIZE, Double.toString(stepSize));
    }
    if (kind == SamplerKind.ODE_HEUN) {
      values.put("sample.churn", Double.toString(churn));
    }
    if (kind == SamplerKind.PREDICTOR_CORRECTOR) {
      values.put("sample.snr", Double.toString(signalToNoise));
    }
    return values;
  }

  private NoiseSchedule spaced(ScheduleKind spacing) {
    return spaced(spacing, levels, steps);
  }

  private static NoiseSchedule spaced(ScheduleKind spacing, NoiseSchedule levels, int steps) {
    return levels.size() == 1
        ? levels
        : NoiseSchedule.of(spacing, levels.largest(), levels.smallest(), steps);
  }

  /** (1 − γ²)·σ_L²: the step of ancestral sampling, whose noise is that of the reverse SDE. */
  private static double ancestralStep(NoiseSchedule spaced) {
    double gamma = 1 / spaced.ratio();
    double sigma = spaced.smallest();
    return spaced.size() == 1 ? sigma * sigma : (1 - gamma * gamma) * sigma * sigma;
  }

  private void requireLevels() {
    if (levels.size() == 1 && kind != SamplerKind.LANGEVIN) {
      throw new ConfigException(
          "Cannot sample with sample.sampler %s: the model knows the score at one noise level, %s, and no way there from noise; set sample.sampler = langevin"
              .formatted(Choice.name(kind), levels.smallest()));
    }
  }

  /** Langevin dynamics at σ_L diverges from ε = 2σ_L² on (Song and Ermon 2020, Proposition 2). */
  private void requireStableStep() {
    double bound = 2 * levels.smallest() * levels.smallest();
    if (kind.isLangevin() && stepSize >= bound) {
      throw new ConfigException(
          "Cannot sample with sample.step-size %s: chains of this model, of least noise level %s, diverge from %s on; set a smaller one or auto"
              .formatted(stepSize, levels.smallest(), bound));
    }
  }

  private void requireConsistentStep() {
    if (kind != SamplerKind.CONSISTENT_ANNEALED || levels.size() == 1) {
      return;
    }
    if (steps < 2) {
      throw new ConfigException(
          "Cannot sample with sample.steps %d: consistent-annealed needs at least 2; set more"
              .formatted(steps));
    }
    double gamma = 1 / spaced(ScheduleKind.GEOMETRIC).ratio();
    double variance = levels.smallest() * levels.smallest();
    if (stepSize < variance * (1 - gamma) || stepSize > variance * (1 + gamma)) {
      throw new ConfigException(
          "Cannot sample with sample.step-size %s: consistent-annealed needs one from %s to %s for %d steps; set it to auto"
              .formatted(stepSize, variance * (1 - gamma), variance * (1 + gamma), steps));
    }
  }
}
