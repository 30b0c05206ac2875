package io.ncsn.noise;

import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * The values of "auto" for noise levels, Langevin steps and step sizes: Techniques 2 and 4 of Song
 * and Ermon 2020 (NCSNv2).
 */
public final class Techniques {
  /** Number of levels if Technique 2 has no solution (d ≤ 4). */
  private static final int LEAST_LEVELS = 10;

  /** T is large enough if the chain's final variance is within this factor of the level's. */
  private static final double ACCEPTED_VARIANCE_RATIO = 1.06;

  private static final int MOST_STEPS = 100;

  /** ε/σ_L² if there is only one level, and so no variance from a previous level to reduce. */
  private static final double SINGLE_LEVEL_RATE = 0.1;

  private Techniques() {}

  /**
   * Technique 2: returns the ratio γ of neighbouring levels at which neighbouring shells of
   * d-dimensional noise overlap by C = 0.5. It solves √(2d)(γ − 1) = 3γ; the other term is Φ(6γ) ≈
   * 1.
   *
   * @throws IllegalArgumentException if d ≤ 4, because then there is no solution
   */
  public static double levelRatio(int dimension) {
    double root = Math.sqrt(2.0 * dimension);
    if (root <= 3) {
      throw new IllegalArgumentException(
          "Cannot apply Technique 2 to "
              + dimension
              + " dimensions: it has a solution only for 5 or more");
    }
    return root / (root - 3);
  }

  /**
   * Technique 2: returns the least number of levels from σ₁ to σ_L whose ratio is at most γ, or ten
   * if d ≤ 4.
   */
  public static int levelCount(int dimension, double begin, double end) {
    if (dimension <= 4) {
      return LEAST_LEVELS;
    }
    return 1 + (int) Math.ceil(Math.log(begin / end) / Math.log(levelRatio(dimension)));
  }

  /**
   * Technique 4: returns s_T²/σ², the variance of a chain relative to the variance of its level.
   * The chain enters the level with γ times its σ and takes T steps of size {@code rate} = ε/σ_L².
   * 1 is perfect; the result is always above 1.
   */
  public static double varianceRatio(double gamma, int steps, double rate) {
    double floor = 2 / (2 - rate);
    return Math.pow(1 - rate, 2.0 * steps) * (gamma * gamma - floor) + floor;
  }

  /** Technique 4: returns the ε in (0, σ_L²] with the least {@link #varianceRatio}. */
  public static double stepSize(NoiseSchedule schedule, int steps) {
    double smallest = schedule.smallest();
    return bestRate(schedule.ratio(), steps) * smallest * smallest;
  }

  /**
   * Returns T for "auto": the least number of steps, at most 100, whose best step size brings the
   * variance within 6 %.
   */
  public static int stepsPerLevel(NoiseSchedule schedule) {
    double gamma = schedule.ratio();
    int steps = 1;
    while (steps < MOST_STEPS
        && varianceRatio(gamma, steps, bestRate(gamma, steps)) > ACCEPTED_VARIANCE_RATIO) {
      steps++;
    }
    return steps;
  }

  private static double bestRate(double gamma, int steps) {
    if (gamma == 1) {
      return SINGLE_LEVEL_RATE;
    }
    var optimum =
        new BrentOptimizer(1e-12, 1e-14)
            .optimize(
                new MaxEval(1000),
                GoalType.MINIMIZE,
                new UnivariateObjectiveFunction(log -> varianceRatio(gamma, steps, Math.exp(log))),
                new SearchInterval(Math.log(1e-12), 0));
    return Math.exp(optimum.getPoint());
  }
}
