package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import io.ncsn.truth.GaussianMixture;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

/** Which steps and which noise log-densities get, for densities that are known in closed form. */
class DensityLookTest {
  private static final int ROWS = 131;
  private static final NoiseSchedule LEVELS =
      new NoiseSchedule(ScheduleKind.GEOMETRIC, new double[] {40, 0.01});

  /** About mean 0 and variance 1. */
  private static final GaussianMixture SMOOTH =
      GaussianMixture.of(
          new double[] {0.6, 0.4},
          new double[][] {{0.7, -0.4}, {-1, 0.6}},
          new double[][][] {{{0.4, 0.1}, {0.1, 0.3}}, {{0.3, 0}, {0, 0.5}}});

  @Test
  void smoothDensitiesTakeFewStepsAtTheLeastNoise() {
    DensitySteps found = look(SMOOTH);
    assertThat(found.sigma()).isEqualTo(0.01);
    assertThat(found.steps()).isBetween(6, 14);
    assertThat(found.at(0.01)).isEqualTo(found.steps());
    assertThat(found.at(0.3)).isEqualTo(found.steps());
    assertThat(found.at(0.009)).isEqualTo(DensitySteps.OWN);
    assertMeanOfOtherRowsIsTheTruth(SMOOTH, found);
  }

  /** Whole numbers from 0 to 8, which are .1 apart in standardised units. */
  @Test
  void spikesOfWholeNumbersAreMadeSmoothByNoiseOfTheirDistance() {
    GaussianMixture spikes = grid(9, 0.1, 1e-8);
    float[] rows = spikes.draws(Streams.of(3, Purpose.DATASET), 0, ROWS);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Math.round(10 * rows[i]) / 10f;
    }
    DensitySteps found = look(MixtureScores.of(spikes), rows);
    assertThat(found.sigma()).isCloseTo(0.1, within(1e-6));
    assertThat(found.steps()).isBetween(6, 14);
    assertMeanOfOtherRowsIsTheTruth(spikes, found);
  }

  /** A score that is learned well from noise .03 on. */
  @Test
  void noiseIsDoubledUntilTheDensityIsSmooth() {
    DifferentiableScore exact = MixtureScores.of(SMOOTH);
    DifferentiableScore learned =
        (rows, count, sigmas, directions, scores, forms) -> {
          exact.score(rows, count, sigmas, directions, scores, forms);
          for (int row = 0; row < count; row += 2) {
            scores[2 * row] += sigmas[row] < 0.03 ? 1e6f : 0;
          }
        };
    DensitySteps found = look(learned, SMOOTH.draws(Streams.of(3, Purpose.DATASET), 0, ROWS));
    assertThat(found.sigma()).isEqualTo(0.04);
    assertMeanOfOtherRowsIsTheTruth(SMOOTH, found);
  }

  /** Half of the rows are where the score has no value. */
  @Test
  void manyDoubtfulRowsGetStepsOfTheirOwn() {
    DifferentiableScore normal = MixtureScores.of(SMOOTH);
    DifferentiableScore broken =
        (rows, count, sigmas, directions, scores, forms) -> {
          normal.score(rows, count, sigmas, directions, scores, forms);
          for (int row = 0; row < count; row += 2) {
            scores[2 * row] = Float.NaN;
          }
        };
    float[] rows = SMOOTH.draws(Streams.of(5, Purpose.DATASET), 0, ROWS);
    assertThat(look(broken, rows)).isEqualTo(new DensitySteps(DensitySteps.OWN, 0.01, 0));
  }

  @Test
  void copiesOfAFewRowsTellNothing() {
    float[] few = SMOOTH.draws(Streams.of(5, Purpose.DATASET), 0, 31);
    float[] copies = new float[5 * few.length];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = few[i % few.length];
    }
    assertThat(look(MixtureScores.of(SMOOTH), copies).steps()).isEqualTo(DensitySteps.OWN);
  }

  /** Of rows that were not looked at, in the steps and with the correction that were found. */
  private static void assertMeanOfOtherRowsIsTheTruth(GaussianMixture truth, DensitySteps found) {
    float[] rows = truth.draws(Streams.of(8, Purpose.DATASET), 0, ROWS);
    LikelihoodPlan plan =
        new LikelihoodPlan(
            false,
            found.steps(),
            1e-4,
            0,
            0,
            found.sigma(),
            0,
            found.correction(found.steps(), found.sigma()));
    double[][] densities =
        new FlowDensities(LEVELS, Prior.standard(2), plan)
            .of(rows, ROWS, MixtureScores.of(truth), new boolean[ROWS]);
    SummaryStatistics errors = new SummaryStatistics();
    for (int i = 0; i < ROWS; i++) {
      double exact = truth.logDensity(new double[] {rows[2 * i], rows[2 * i + 1]}, found.sigma());
      errors.addValue(densities[i][0] - exact);
    }
    assertThat(errors.getMean()).isCloseTo(0, within(0.01));
    assertThat(errors.getStandardDeviation()).isLessThan(0.05);
  }

  private static GaussianMixture grid(int side, double distance, double variance) {
    double[] weights = new double[side * side];
    double[][] means = new double[weights.length][];
    double[][][] variances = new double[weights.length][][];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = 1.0 / weights.length;
      means[k] = new double[] {distance * (k % side - 4), distance * (k / side - 4)};
      variances[k] = new double[][] {{variance, 0}, {0, variance}};
    }
    return GaussianMixture.of(weights, means, variances);
  }

  private static DensitySteps look(GaussianMixture truth) {
    return look(MixtureScores.of(truth), truth.draws(Streams.of(3, Purpose.DATASET), 0, ROWS));
  }

  private static DensitySteps look(DifferentiableScore score, float[] rows) {
    return new DensityLook(score, Prior.standard(2), LEVELS, rows).found().steps(LEVELS);
  }
}
