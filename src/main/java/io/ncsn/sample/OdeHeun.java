package io.ncsn.sample;

import io.ncsn.config.Bounds;
import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Heun's method on the probability-flow ODE dx/dσ = −σ·s(x, σ), deterministic, or with churn
 * (Karras et al. 2022, Algorithms 1 and 2, S_noise = 1). Noise is raised at no level above σ₁,
 * where the network was not trained. After the last step the rows are denoised from σ_L to 0.
 *
 * @param steps number of the ODE's levels; 0: auto
 * @param churn S_churn, spread over the steps; 0: none
 */
public record OdeHeun(int steps, double churn) implements SamplingMethod {
  private static final double MOST_RAISED = Math.sqrt(2) - 1;
  private static final int AUTOMATIC_STEPS = 25;
  private static final String CHURN = "sample.churn";

  /** Reads its settings. */
  public static OdeHeun read(Values values) {
    return new OdeHeun(
        SamplingMethod.readSteps(values), values.read(CHURN, Kind.number(Bounds.NOT_NEGATIVE)));
  }

  @Override
  public SamplingMethod settled(NoiseSchedule levels) {
    return new OdeHeun(steps > 0 ? steps : AUTOMATIC_STEPS, churn);
  }

  @Override
  public float[] run(Chains chains, NoiseSchedule levels) {
    NoiseSchedule path = levels.respaced(ScheduleKind.KARRAS, steps);
    for (int level = 0; level + 1 < path.size(); level++) {
      double sigma = raise(chains, path.sigma(level), path);
      step(chains, sigma, path.sigma(level + 1));
    }
    return chains.denoise(raise(chains, path.smallest(), path));
  }

  /** Increases the noise temporarily; the level it then has. */
  double raise(Chains chains, double sigma, NoiseSchedule path) {
    double raised = sigma * (1 + Math.min(churn / path.size(), MOST_RAISED));
    if (raised == sigma || raised > path.largest()) {
      return sigma;
    }
    chains.addNoise(Math.sqrt(raised * raised - sigma * sigma));
    return raised;
  }

  /** An Euler step to {@code next}, then the mean of the slopes at both ends. */
  static void step(Chains chains, double sigma, double next) {
    float[] x = chains.rows();
    float[] begin = x.clone();
    float[] slope = chains.score(sigma).clone();
    float whole = (float) ((sigma - next) * sigma);
    for (int i = 0; i < x.length; i++) {
      x[i] += whole * slope[i];
    }
    float[] slopeAtNext = chains.score(next);
    float half = (float) ((sigma - next) * sigma / 2);
    float halfAtNext = (float) ((sigma - next) * next / 2);
    for (int i = 0; i < x.length; i++) {
      x[i] = begin[i] + half * slope[i] + halfAtNext * slopeAtNext[i];
    }
    chains.arrived(next);
  }

  @Override
  public long evaluations(NoiseSchedule levels) {
    return 2L * steps - 1;
  }

  @Override
  public boolean addsNoise() {
    return churn > 0;
  }

  @Override
  public SortedMap<String, String> settings() {
    return new TreeMap<>(Map.of(STEPS, Integer.toString(steps), CHURN, Double.toString(churn)));
  }

  @Override
  public String remedy() {
    return "set more sample.steps than " + steps;
  }
}
