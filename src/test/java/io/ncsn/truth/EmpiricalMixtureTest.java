package io.ncsn.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import org.junit.jupiter.api.Test;

class EmpiricalMixtureTest {
  private static final double[][] ROWS = {{0, 1}, {-2, 0.5}, {3, 3}};
  private static final EmpiricalMixture EMPIRICAL = new EmpiricalMixture(ROWS);
  private static final double[] POINT = {0.3, -0.7};

  /** Narrow Gaussians at the rows, noised a little less, are the same density. */
  @Test
  void isTheMixtureOfGaussiansAtTheRows() {
    double narrow = 1e-3;
    double[][] covariance = {{narrow, 0}, {0, narrow}};
    GaussianMixture mixture =
        GaussianMixture.of(
            new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0},
            ROWS,
            new double[][][] {covariance, covariance, covariance});
    double sigma = 0.9;
    double rest = Math.sqrt(sigma * sigma - narrow);
    assertThat(EMPIRICAL.logDensity(POINT, sigma))
        .isCloseTo(mixture.logDensity(POINT, rest), within(1e-12));
    assertThat(EMPIRICAL.score(POINT, sigma))
        .containsExactly(mixture.score(POINT, rest), within(1e-12));
  }

  @Test
  void drawsHaveTheRowsMeanAndTheNoisesSpread() {
    int n = 50_000;
    double sigma = 0.5;
    float[] draws = EMPIRICAL.draws(Streams.of(3, Purpose.DATASET), sigma, n);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      sum += draws[2 * i];
      squares += draws[2 * i] * draws[2 * i];
    }
    double mean = 1 / 3.0;
    double variance = (0 + 4 + 9) / 3.0 - mean * mean + sigma * sigma;
    double error = 4 * Math.sqrt(variance / n);
    assertThat(sum / n).as("seed 3").isCloseTo(mean, within(error));
    // a bounded mixture's fourth moment is below 3·variance² here, so the normal's error holds
    assertThat(squares / n - (sum / n) * (sum / n))
        .as("seed 3")
        .isCloseTo(variance, within(4 * variance * Math.sqrt(2.0 / n)));
  }

  @Test
  void needsARow() {
    assertThatThrownBy(() -> new EmpiricalMixture(new double[0][]))
        .hasMessageContaining("at least 1");
  }
}
