package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.truth.GaussianMixture;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class FittedGaussianTest {
  private static final double[] MEAN = {1, -2, 0.5};
  private static final double[][] COVARIANCE = {{2, 0.6, -0.3}, {0.6, 1, 0.2}, {-0.3, 0.2, 0.5}};
  private static final int ROWS = 20_000;

  @Test
  void theDensityIsThatOfANormalDistribution() {
    Natives.loadTorch();
    float[] x = {0.3f, -1.5f, 2, 1, -2, 0.5f};
    float[] found = new float[2];
    try (PointerScope scope = new PointerScope()) {
      TorchGraph.read(
          new FittedGaussian(MEAN, COVARIANCE).logDensity(TorchGraph.matrix(x, 2, 3)), found);
    }
    GaussianMixture truth = GaussianMixture.gaussian(MEAN, COVARIANCE);
    assertThat((double) found[0])
        .isCloseTo(truth.logDensity(new double[] {0.3f, -1.5f, 2}, 0), within(1e-4));
    assertThat((double) found[1]).isCloseTo(truth.logDensity(MEAN, 0), within(1e-5));
  }

  /** Standard errors of 20,000 points are below 0.02. */
  @Test
  void pointsHaveTheMeanAndCovariance() {
    Natives.loadTorch();
    float[] points = new float[3 * ROWS];
    try (PointerScope scope = new PointerScope()) {
      TorchGraph.read(
          new FittedGaussian(MEAN, COVARIANCE).points(new Draws(Losses.draws()).normal(ROWS, 3)),
          points);
    }
    double[][] rows = new double[ROWS][3];
    double[] mean = new double[3];
    for (int i = 0; i < points.length; i++) {
      rows[i / 3][i % 3] = points[i];
      mean[i % 3] += points[i] / ROWS;
    }
    assertThat(mean).containsExactly(MEAN, within(0.05));
    double[][] found = new Covariance(rows).getCovarianceMatrix().getData();
    for (int i = 0; i < 3; i++) {
      assertThat(found[i]).containsExactly(COVARIANCE[i], within(0.08));
    }
  }
}
