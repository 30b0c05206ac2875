package io.ncsn.sample;

import io.ncsn.noise.DifferentiableScore;
import io.ncsn.truth.GaussianMixture;

/** The exact score of a mixture of normals; its derivatives by differences in double precision. */
final class MixtureScores {
  private static final double STEP = 1e-5;

  private MixtureScores() {}

  static DifferentiableScore of(GaussianMixture truth) {
    return (rows, count, sigmas, directions, scores, forms) -> {
      int dimension = rows.length / count;
      for (int row = 0; row < count; row++) {
        int from = row * dimension;
        double[] x = moved(rows, from, dimension, new float[from + dimension], 0);
        double[] score = truth.score(x, sigmas[row]);
        for (int j = 0; j < dimension; j++) {
          scores[from + j] = (float) score[j];
        }
        for (int probe = 0; probe < directions.length; probe++) {
          float[] v = directions[probe];
          double[] end = truth.score(moved(rows, from, dimension, v, STEP), sigmas[row]);
          double[] begin = truth.score(moved(rows, from, dimension, v, -STEP), sigmas[row]);
          double form = 0;
          for (int j = 0; j < dimension; j++) {
            form += v[from + j] * (end[j] - begin[j]) / (2 * STEP);
          }
          forms[probe][row] = form;
        }
      }
    };
  }

  private static double[] moved(float[] rows, int from, int dimension, float[] v, double by) {
    double[] x = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      x[j] = rows[from + j] + by * v[from + j];
    }
    return x;
  }
}
