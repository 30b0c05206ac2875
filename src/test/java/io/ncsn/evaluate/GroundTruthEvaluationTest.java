package io.ncsn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.codec.Scaler;
import io.ncsn.evaluate.GroundTruth.FisherDivergence;
import io.ncsn.noise.ScoreFunction;
import io.ncsn.truth.GaussianMixture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroundTruthEvaluationTest {
  private static final double[][] UNIT = {{1, 0}, {0, 1}};
  private static final Scaler SCALER = new Scaler(new double[] {3, 3}, new double[] {4.1, 4.1});
  private static final double[] SIGMAS = {10, 1, 0.1};
  private static final int POINTS = 4000;

  private static GaussianMixture mixture() {
    return GaussianMixture.of(
        new double[] {0.8, 0.2}, new double[][] {{5, 5}, {-5, -5}}, new double[][][] {UNIT, UNIT});
  }

  @Test
  void theTrueScoreHasNoDivergence() {
    ScoreFunction exact = mixture().standardised(SCALER.mean(), SCALER.scale()).scoreFunction();

    List<FisherDivergence> fisher =
        new GroundTruthEvaluation(mixture(), SCALER).fisher(exact, SIGMAS, POINTS, 1);

    assertThat(fisher).hasSize(3).allSatisfy(f -> assertThat(f.weighted()).isLessThan(1e-10));
  }

  @Test
  void aZeroScoreHasTheFisherInformation() {
    GaussianMixture gaussian = GaussianMixture.gaussian(new double[] {3, 3}, UNIT);
    Scaler scaler = new Scaler(new double[] {3, 3}, new double[] {0.5, 0.5});
    ScoreFunction zero = (rows, count, sigma, scores) -> Arrays.fill(scores, 0);

    for (FisherDivergence found :
        new GroundTruthEvaluation(gaussian, scaler).fisher(zero, SIGMAS, POINTS, 1)) {
      double variance = 1 / 0.25 + found.sigma() * found.sigma(); // unit covariance 4I
      double weight = found.sigma() * found.sigma();
      assertThat(found.weighted())
          .isCloseTo(weight * 2 / variance, within(5 * found.standardError()));
      assertThat(found.weighted()).isCloseTo(weight * found.divergence(), within(1e-9));
      // ‖s‖²·variance ~ χ²(2), of deviation 2.
      assertThat(found.standardError())
          .isCloseTo(weight * 2 / variance / Math.sqrt(POINTS), within(0.1 * weight / variance));
    }
  }

  @Test
  void recoveredWeightsAreTheSharesOfTheSamples() {
    double[] values = new double[200];
    for (int i = 0; i < 200; i++) {
      values[i] = i < 140 ? 5.2 : -4.1; // 70 rows of 100 at the first mode
    }

    var weights = new GroundTruthEvaluation(mixture(), SCALER).weights(new Matrix(100, 2, values));

    assertThat(weights.get(0).recovered()).isEqualTo(0.7);
    assertThat(weights.get(1).recovered()).isEqualTo(0.3);
    assertThat(weights.get(1).expected()).isEqualTo(0.2);
    assertThat(weights.get(1).mean()).containsExactly(-5.0, -5.0);
  }
}
