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
    DifferentiableScore normal = MixtureScores.of(normal());
    DifferentiableScore spiky =
        (rows, count, sigmas, directions, scores, forms) -> {
          normal.score(rows, count, sigmas, directions, scores, forms);
          for (int row = 0; row < count; row += 2) {
            scores[2 * row] = Float.NaN;
          }
        };
    float[] rows = normal().draws(Streams.of(5, Purpose.DATASET), 0, ROWS);
    assertThat(steps(normal, rows)).isEqualTo(DensitySteps.STEPS);
    assertThat(steps(spiky, rows)).isEqualTo(DensitySteps.OWN);
  }

  @Test
  void copiesOfAFewRowsTellNothing() {
    float[] few = normal().draws(Streams.of(5, Purpose.DATASET), 0, 31);
    float[] copies = new float[5 * few.length];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = few[i % few.length];
    }
    assertThat(steps(MixtureScores.of(normal()), copies)).isEqualTo(DensitySteps.OWN);
  }

  private static GaussianMixture normal() {
    return GaussianMixture.of(
        new double[] {1}, new double[][] {{0, 0}}, new double[][][] {{{1, 0}, {0, 1}}});
  }

  private static int steps(GaussianMixture truth) {
    return steps(MixtureScores.of(truth), truth.draws(Streams.of(3, Purpose.DATASET), 0, ROWS));
  }

  private static int steps(DifferentiableScore score, float[] rows) {
    return DensitySteps.Look.at(score, Prior.standard(2), LEVELS, rows).steps();
  }
}
