package io.ncsn.sample;

import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * DPM-Solver++, multistep with three denoised rows, on the probability-flow ODE (Lu et al. 2022,
 * arXiv:2211.01095, with α = 1). It needs one evaluation for each step, and is deterministic. After
 * the last step the rows are denoised from σ_L to 0.
 *
 * <p>With λ = −ln σ the ODE from σ to σ′ is x′ = q·x + ∫ e^(λ − λ′) D dλ, where q = σ′/σ and D are
 * the denoised rows. The method puts a parabola through the last three D in the integral, which
 * gives x′ = q·x + c₀·D₀ + c₁·D₁ + c₂·D₂. The first two steps have one and two D. As in the
 * authors' program, the parabola has half of its second derivative. The order is then two instead
 * of three, but few large steps are more accurate: decision 250.
 *
 * @param steps number of the ODE's levels, and of evaluations; 0: auto
 */
public record DpmSolver(int steps) implements SamplingMethod {
  private static final int AUTOMATIC_STEPS = 16;

  /** Number of denoised rows that a step looks at. */
  private static final int ORDER = 3;

  /** Reads its settings. */
  public static DpmSolver read(Values values) {
    return new DpmSolver(SamplingMethod.readSteps(values));
  }

  @Override
  public SamplingMethod settled(NoiseSchedule levels) {
    return new DpmSolver(steps > 0 ? steps : AUTOMATIC_STEPS);
  }

  @Override
  public float[] run(Chains chains, NoiseSchedule levels) {
    NoiseSchedule path = levels.respaced(ScheduleKind.KARRAS, steps);
    float[][] denoised = new float[ORDER][chains.rows().length];
    for (int level = 0; level + 1 < path.size(); level++) {
      float[] oldest = denoised[2];
      denoised[2] = denoised[1];
      denoised[1] = denoised[0];
      denoised[0] = oldest;
      step(chains, path, level, denoised);
    }
    return chains.denoise(path.smallest());
  }

  /**
   * Takes the step from a level to the next.
   *
   * @param denoised D₀, which is overwritten, D₁ and D₂
   */
  private static void step(Chains chains, NoiseSchedule path, int level, float[][] denoised) {
    double sigma = path.sigma(level);
    float[] x = chains.rows();
    chains.denoised(sigma, denoised[0]);
    float kept = (float) (path.sigma(level + 1) / sigma);
    double[] weights = weights(path, level);
    float first = (float) weights[0];
    float second = (float) weights[1];
    float third = (float) weights[2];
    float[] now = denoised[0];
    float[] before = denoised[1];
    float[] earlier = denoised[2];
    for (int i = 0; i < x.length; i++) {
      x[i] = kept * x[i] + first * now[i] + second * before[i] + third * earlier[i];
    }
    chains.arrived(path.sigma(level + 1));
  }

  /** Returns c₀, c₁ and c₂ of the step from {@code level}. */
  private static double[] weights(NoiseSchedule path, int level) {
    double length = length(path, level);
    double constant = -Math.expm1(-length);
    double linear = 1 - constant / length;
    if (level == 0) {
      return new double[] {constant, 0, 0};
    }
    double before = length(path, level - 1) / length;
    if (level == 1) {
      return new double[] {constant + linear / before, -linear / before, 0};
    }
    double earlier = length(path, level - 2) / length;
    double quadratic = linear / length - 0.5;
    double bend = (linear * before - quadratic) / (before + earlier);
    double slope = (linear + bend) / before;
    return new double[] {constant + slope, -slope - bend / earlier, bend / earlier};
  }

  /** Returns the length of a step in λ. */
  private static double length(NoiseSchedule path, int level) {
    return Math.log(path.sigma(level) / path.sigma(level + 1));
  }

  @Override
  public long evaluations(NoiseSchedule levels) {
    return steps;
  }

  @Override
  public boolean addsNoise() {
    return false;
  }

  @Override
  public SortedMap<String, String> settings() {
    return new TreeMap<>(Map.of(STEPS, Integer.toString(steps)));
  }

  @Override
  public String remedy() {
    return "set more sample.steps than " + steps;
  }
}
