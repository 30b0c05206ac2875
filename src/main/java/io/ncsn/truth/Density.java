package io.ncsn.truth;

import io.ncsn.noise.ScoreFunction;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A density p known in closed form. It also gives the noised density p_σ = p * N(0, σ²I) at every
 * noise level.
 */
public interface Density {
  /** d, the number of dimensions. */
  int dimension();

  /** Returns log p_σ(x) in nats. σ = 0 means the density without noise, if it exists. */
  double logDensity(double[] x, double sigma);

  /** Returns ∇ₓ log p_σ(x), [dimension]. */
  double[] score(double[] x, double sigma);

  /** Draws one point from p_σ, [dimension]. */
  double[] draw(UniformRandomProvider random, double sigma);

  /** Draws points from p_σ in single precision, row-major [count, dimension]. */
  default float[] draws(UniformRandomProvider random, double sigma, int count) {
    float[] rows = new float[count * dimension()];
    for (int i = 0; i < count; i++) {
      double[] x = draw(random, sigma);
      for (int j = 0; j < x.length; j++) {
        rows[i * x.length + j] = (float) x[j];
      }
    }
    return rows;
  }

  /** Returns the exact score as a function of blocks of rows, in single precision. */
  default ScoreFunction scoreFunction() {
    return (rows, count, sigma, scores) -> {
      double[] x = new double[dimension()];
      for (int from = 0; from < count * x.length; from += x.length) {
        for (int j = 0; j < x.length; j++) {
          x[j] = rows[from + j];
        }
        double[] score = score(x, sigma);
        for (int j = 0; j < x.length; j++) {
          scores[from + j] = (float) score[j];
        }
      }
    };
  }
}
