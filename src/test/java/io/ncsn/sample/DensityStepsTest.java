package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import io.ncsn.truth.GaussianMixture;
import org.junit.jupiter.api.Test;

/** Which steps log-densities take, for densities that are known in closed form. */
class DensityStepsTest {
  private static final int ROWS = 131;
  private static final NoiseSchedule LEVELS =
      new NoiseSchedule(ScheduleKind.GEOMETRIC, new double[] {40, 0.01});

  @Test
  void smoothDensitiesTakeTheSameSteps() {
    GaussianMixture smooth =
        GaussianMixture.of(
            new double[] {0.6, 0.4},
            new double[][] {{0.7, -0.4}, {-1, 0.6}},
            new double[][][] {{{0.4, 0.1}, {0.1, 0.3}}, {{0.3, 0}, {0, 0.5}}});
    assertThat(steps(smooth)).isEqualTo(DensitySteps.STEPS);
  }

  /** Whole numbers from 0 to 8, which are .1 apart in standardised units. */
  @Test
  void spikesOfWholeNumbersGetStepsOfTheirOwn() {
    int levels = 9;
    double[] weights = new double[levels * levels];
    double[][] means = new double[weights.length][];
    double[][][] variances = new double[weights.length][][];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = 1.0 / weights.length;
      means[k] = new double[] {0.1 * (k % levels - 4), 0.1 * (k / levels - 4)};
      variances[k] = new double[][] {{1e-8, 0}, {0, 1e-8}};
    }
    assertThat(steps(GaussianMixture.of(weights, means, variances))).isEqualTo(DensitySteps.OWN);
  }

  /** Half of the rows are where the score changes too fast for the steps. */
  @Test
  void manyDoubtfulRowsGetStepsOfTheirOwn() {
    DifferentiableScore normal =
        MixtureScores.of(
            GaussianMixture.of(
                new double[] {1}, new double[][] {{0, 0}}, new double[][][] {{{1, 0}, {0, 1}}}));
    DifferentiableScore spiky =
        (rows, count, sigmas, directions, scores, forms) -> {
          normal.score(rows, count, sigmas, directions, scores, forms);
          for (int row = 0; row < count; row += 2) {
            scores[2 * row] = Float.NaN;
          }
        };
    float[] rows = new float[2 * ROWS];
    assertThat(DensitySteps.of(normal, Prior.standard(2), LEVELS, rows))
        .isEqualTo(DensitySteps.STEPS);
    assertThat(DensitySteps.of(spiky, Prior.standard(2), LEVELS, rows)).isEqualTo(DensitySteps.OWN);
  }

  private static int steps(GaussianMixture truth) {
    float[] rows = truth.draws(Streams.of(3, Purpose.DATASET), 0, ROWS);
    return DensitySteps.of(MixtureScores.of(truth), Prior.standard(2), LEVELS, rows);
  }
}
