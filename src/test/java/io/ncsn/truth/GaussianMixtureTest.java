package io.ncsn.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {
  private static final double[][] MEANS = {{1, -2}, {-3, 0.5}};
  private static final double[][][] COVARIANCES = {{{2, 0.6}, {0.6, 1}}, {{0.5, -0.2}, {-0.2, 3}}};
  private static final GaussianMixture MIXTURE =
      GaussianMixture.of(new double[] {0.3, 0.7}, MEANS, COVARIANCES);
  private static final double[] POINT = {-0.4, 0.9};

  @Test
  void noisedDensityHasTheCovariancesPlusTheNoise() {
    double sigma = 1.3;
    double density = 0;
    for (int k = 0; k < 2; k++) {
      double[][] covariance = {COVARIANCES[k][0].clone(), COVARIANCES[k][1].clone()};
      covariance[0][0] += sigma * sigma;
      covariance[1][1] += sigma * sigma;
      density +=
          (k == 0 ? 0.3 : 0.7)
              * new MultivariateNormalDistribution(MEANS[k], covariance).density(POINT);
    }

    assertThat(MIXTURE.logDensity(POINT, sigma)).isCloseTo(Math.log(density), within(1e-12));
  }

  @Test
  void scoreIsTheGradientOfTheLogDensity() {
    double step = 1e-5;
    double sigma = 0.7;
    double[] score = MIXTURE.score(POINT, sigma);
    for (int j = 0; j < 2; j++) {
      double[] up = POINT.clone();
      double[] down = POINT.clone();
      up[j] += step;
      down[j] -= step;
      double slope = (MIXTURE.logDensity(up, sigma) - MIXTURE.logDensity(down, sigma)) / (2 * step);
      assertThat(score[j]).isCloseTo(slope, within(1e-8));
    }
  }

  @Test
  void standardisingIsAChangeOfVariables() {
    double[] mean = {1, 2};
    double[] scale = {0.5, 4};
    double[] unit = {(POINT[0] - 1) / 0.5, (POINT[1] - 2) / 4};

    assertThat(MIXTURE.standardised(mean, scale).logDensity(unit, 0))
        .isCloseTo(MIXTURE.logDensity(POINT, 0) + Math.log(0.5) + Math.log(4), within(1e-12));
  }

  @Test
  void farAwayTheScoreStaysFinite() {
    assertThat(MIXTURE.score(new double[] {1e4, -1e4}, 0.01)).doesNotContain(Double.NaN);
  }

  @Test
  void weightsMustSumToOne() {
    assertThatThrownBy(() -> GaussianMixture.of(new double[] {0.3, 0.8}, MEANS, COVARIANCES))
        .hasMessageContaining("must sum to 1");
  }
}
