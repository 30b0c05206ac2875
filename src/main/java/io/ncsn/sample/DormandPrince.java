package io.ncsn.sample;

import java.util.Arrays;

/**
 * Many ordinary differential equations at once, each with a step size of its own: the pair 5(4) of
 * Dormand and Prince (1980). A system's error never looks at its neighbours; those that are done
 * wait for the others, so that every evaluation has the same shape.
 */
final class DormandPrince {
  private static final double[] TIMES = {0, 1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1, 1};
  private static final double[][] STAGES = {
    {},
    {1 / 5.0},
    {3 / 40.0, 9 / 40.0},
    {44 / 45.0, -56 / 15.0, 32 / 9.0},
    {19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0},
    {9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0},
    {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0}
  };

  /** The difference between the results of order 5 and order 4. */
  private static final double[] DIFFERENCE = {
    71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0
  };

  private static final double SAFETY = 0.9;
  private static final double MOST_SHRINKING = 0.2;
  private static final double MOST_GROWTH = 5;

  /** A system that needs shorter steps than this part of its way is given up. */
  private static final double SHORTEST_STEP = 1e-9;

  private final Slope slope;
  private final double tolerance;
  private final int systems;
  private final int width;
  private long evaluations;

  /** Right-hand sides of all systems. */
  @FunctionalInterface
  interface Slope {
    /**
     * dy/dt.
     *
     * @param times [systems]
     * @param states row-major [systems, width]
     * @param slopes row-major [systems, width]; overwritten
     */
    void at(double[] times, double[] states, double[] slopes);
  }

  /**
   * @param tolerance per step, absolute and relative: the root mean square over a system of
   *     error/(1 + |y|)
   */
  DormandPrince(Slope slope, double tolerance, int systems, int width) {
    this.slope = slope;
    this.tolerance = tolerance;
    this.systems = systems;
    this.width = width;
  }

  /** Evaluations of the right-hand sides so far. */
  long evaluations() {
    return evaluations;
  }

  /**
   * The states at {@code end}, in place of those at {@code begin}; NaN where a system has no
   * solution.
   *
   * @param states row-major [systems, width]
   */
  void integrate(double begin, double end, double[] states) {
    double[] times = filled(begin);
    double[] steps = filled((end - begin) / 50);
    double[][] slopes = new double[STAGES.length][systems * width];
    double[] trial = new double[systems * width];
    evaluate(times, states, slopes[0]);
    while (Arrays.stream(times).anyMatch(time -> time < end)) {
      for (int stage = 1; stage < STAGES.length; stage++) {
        System.arraycopy(states, 0, trial, 0, states.length);
        add(STAGES[stage], slopes, steps, trial);
        evaluate(stageTimes(times, steps, stage), trial, slopes[stage]);
      }
      for (int system = 0; system < systems; system++) {
        if (times[system] < end) {
          advance(system, times, steps, end, end - begin, states, trial, slopes);
          steps[system] = Math.min(steps[system], end - times[system]);
        }
      }
    }
  }

  private void evaluate(double[] times, double[] states, double[] slopes) {
    slope.at(times, states, slopes);
    evaluations++;
  }

  /** Takes the step if its error is small enough, and chooses the next one. */
  private void advance(
      int system,
      double[] times,
      double[] steps,
      double end,
      double whole,
      double[] states,
      double[] trial,
      double[][] slopes) {
    double error = error(system, steps[system], states, trial, slopes);
    double factor = SAFETY * Math.pow(error, -0.2);
    int from = system * width;
    if (error <= 1) {
      boolean last = steps[system] >= end - times[system];
      times[system] = last ? end : times[system] + steps[system];
      System.arraycopy(trial, from, states, from, width);
      System.arraycopy(slopes[STAGES.length - 1], from, slopes[0], from, width);
      steps[system] *= Math.min(MOST_GROWTH, factor);
    } else {
      steps[system] *= Double.isFinite(error) ? Math.max(MOST_SHRINKING, factor) : MOST_SHRINKING;
      if (steps[system] < SHORTEST_STEP * whole) {
        Arrays.fill(states, from, from + width, Double.NaN);
        times[system] = Double.POSITIVE_INFINITY;
      }
    }
  }

  /** In units of the tolerance. */
  private double error(
      int system, double step, double[] states, double[] trial, double[][] slopes) {
    double sum = 0;
    for (int i = system * width; i < (system + 1) * width; i++) {
      double difference = 0;
      for (int stage = 0; stage < DIFFERENCE.length; stage++) {
        difference += DIFFERENCE[stage] * slopes[stage][i];
      }
      double allowed = tolerance * (1 + Math.max(Math.abs(states[i]), Math.abs(trial[i])));
      double relative = step * difference / allowed;
      sum += relative * relative;
    }
    return Math.sqrt(sum / width);
  }

  private void add(double[] factors, double[][] slopes, double[] steps, double[] states) {
    for (int stage = 0; stage < factors.length; stage++) {
      for (int i = 0; i < states.length; i++) {
        states[i] += steps[i / width] * factors[stage] * slopes[stage][i];
      }
    }
  }

  private double[] stageTimes(double[] times, double[] steps, int stage) {
    double[] at = new double[systems];
    for (int system = 0; system < systems; system++) {
      at[system] = times[system] + TIMES[stage] * steps[system];
    }
    return at;
  }

  private double[] filled(double value) {
    double[] values = new double[systems];
    Arrays.fill(values, value);
    return values;
  }
}
