package io.ncsn.job;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * What guidance makes of N(0, 1) numbers p, q and d, where p and q have correlation ρ and d is p,
 * given p = c. The denoised rows are known in closed form and linear, so the mean and the deviation
 * of q follow from the probability-flow ODE, which is solved in small steps.
 */
final class GuidedNormal {
  private static final int STEPS = 4001;
  private static final double GREATEST = 20;
  private static final double LEAST = 0.01;

  private final double correlation;
  private final double weight;

  GuidedNormal(double correlation, double weight) {
    this.correlation = correlation;
    this.weight = weight;
  }

  /** Returns the mean of q given p = c. */
  double mean(double c) {
    return flow(new double[3], c);
  }

  /** Returns the deviation of q given p, which does not depend on it. */
  double deviation() {
    double variance = 0;
    for (int i = 0; i < 3; i++) {
      double[] begin = new double[3];
      begin[i] = Math.hypot(1, GREATEST);
      variance += Math.pow(flow(begin, 0), 2);
    }
    return Math.sqrt(variance);
  }

  /** Returns q at the end of the way from the numbers at the greatest noise, by dx/dlnσ = x − D. */
  private double flow(double[] begin, double c) {
    double[] x = begin.clone();
    double step = Math.log(LEAST / GREATEST) / STEPS;
    for (int i = 0; i < STEPS; i++) {
      double sigma = GREATEST * Math.exp((i + 0.5) * step);
      double[] denoised = denoised(x, c, sigma * sigma);
      for (int j = 0; j < x.length; j++) {
        x[j] += step * (x[j] - denoised[j]);
      }
    }
    return x[1];
  }

  private double[] denoised(double[] x, double c, double square) {
    double left = 1 - correlation * correlation;
    double mean = correlation * c;
    double q = mean + left / (left + square) * (x[1] - mean);
    RealMatrix covariance =
        new Array2DRowRealMatrix(
            new double[][] {
              {1, correlation, 1}, {correlation, 1, correlation}, {1, correlation, 1}
            });
    RealMatrix noised =
        covariance.add(MatrixUtils.createRealIdentityMatrix(3).scalarMultiply(square));
    double[] without =
        covariance.multiply(new LUDecomposition(noised).getSolver().getInverse()).operate(x);
    return new double[] {
      c, q + weight * (q - without[1]), c + weight * (c - without[2]),
    };
  }
}
