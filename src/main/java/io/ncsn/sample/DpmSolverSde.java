package io.ncsn.sample;

import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * SDE-DPM-Solver++, multistep with two denoised rows, on the reverse-time SDE (Lu et al. 2022,
 * arXiv:2211.01095, with α = 1). It needs one evaluation for each step, and adds noise in each, so
 * that later steps mend errors of earlier ones. After the last step the rows are denoised from σ_L
 * to 0.
 *
 * <p>With q = σ′/σ a step is x′ = q²·x + (1 − q²)·D + σ′·√(1 − q²)·z, where D is the line through
 * the last two denoised rows, half a step ahead. The first step has one denoised row.
 *
 * @param steps number of the SDE's levels, and of evaluations; 0: auto
 */
public record DpmSolverSde(int steps) implements SamplingMethod {
  private static final int AUTOMATIC_STEPS = 32;

  /** Reads its settings. */
  public static DpmSolverSde read(Values values) {
    return new DpmSolverSde(SamplingMethod.readSteps(values));
  }

  @Override
  public SamplingMethod settled(NoiseSchedule levels) {
    return new DpmSolverSde(steps > 0 ? steps : AUTOMATIC_STEPS);
  }

  @Override
  public float[] run(Chains chains, NoiseSchedule levels) {
    NoiseSchedule path = levels.respaced(ScheduleKind.KARRAS, steps);
    float[] now = new float[chains.rows().length];
    float[] before = new float[now.length];
    double lengthBefore = Double.POSITIVE_INFINITY;
    for (int level = 0; level + 1 < path.size(); level++) {
      double next = path.sigma(level + 1);
      double length = Math.log(path.sigma(level) / next);
      chains.denoised(path.sigma(level), now);
      step(chains, now, before, length, length / lengthBefore / 2);
      chains.addNoise(next * Math.sqrt(-Math.expm1(-2 * length)));
      chains.arrived(next);
      float[] oldest = before;
      before = now;
      now = oldest;
      lengthBefore = length;
    }
    return chains.denoise(path.smallest());
  }

  /**
   * Takes a step but for its noise.
   *
   * @param length −ln q
   * @param ahead how far the line is followed beyond {@code now}, in steps from {@code before}
   */
  private static void step(
      Chains chains, float[] now, float[] before, double length, double ahead) {
    float[] x = chains.rows();
    float kept = (float) Math.exp(-2 * length);
    double moved = -Math.expm1(-2 * length);
    float ofNow = (float) (moved * (1 + ahead));
    float ofBefore = (float) (moved * ahead);
    for (int i = 0; i < x.length; i++) {
      x[i] = kept * x[i] + ofNow * now[i] - ofBefore * before[i];
    }
  }

  @Override
  public long evaluations(NoiseSchedule levels) {
    return steps;
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
