package io.ncsn.truth;

import io.ncsn.noise.ScoreFunction;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A density p known in closed form, with its noised form p_σ = p * N(0, σ²I) at every noise level.
 */
public interface Density {
  /** d. */
  int dimension();

  /** log p_σ(x), in nats; for σ = 0 the density without noise, where there is one. */
  double logDensity(double[] x, double sigma);

  /** ∇ₓ log p_σ(x), [dimension]. */
  double[] score(double[] x, double sigma);

  /** A draw from p_σ, [dimension]. */
  double[] draw(UniformRandomProvider random, double sigma);

  /** Draws from p_σ, row-major [count, dimension], in single precision. */
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

  /** The exact score of blocks of rows, in single precision. */
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
