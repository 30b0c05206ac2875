package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.checkpoint.ModelDescription;
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
    DensitySteps found = look(MixtureScores.of(SMOOTH), rows(3));
    assertThat(found.sigma()).isEqualTo(0.01);
    assertThat(found.steps()).isBetween(6, 10);
    assertThat(found.at(0.01)).isEqualTo(found.steps());
    assertThat(found.at(0.3)).isEqualTo(found.steps());
    assertThat(found.at(0.009)).isEqualTo(DensitySteps.OWN);
    assertMeanOfOtherRowsIsTheTruth(found);
  }

  @Test
  void noiseIsDoubledUntilTheDensityIsSmooth() {
    DensitySteps found = look(spikyBelow(0.03), rows(1));
    assertThat(found.sigma()).isEqualTo(0.04);
    assertMeanOfOtherRowsIsTheTruth(found);
  }

  /** Tenths in the first column, and halves of them in the second. */
  @Test
  void noiseOfRowsOnAGridIsTheDistanceOfTheirValues() {
    float[] rows = rows(1);
    for (int i = 0; i < rows.length; i++) {
      int inUnit = i % 2 == 0 ? 10 : 20;
      rows[i] = (float) Math.round(inUnit * rows[i]) / inUnit;
    }
    assertThat(look(MixtureScores.of(SMOOTH), rows).sigma()).isEqualTo(0.01);
    DensitySteps found = look(spikyBelow(0.03), rows);
    assertThat(found.sigma()).isCloseTo(0.1, within(1e-6));
    assertMeanOfOtherRowsIsTheTruth(found);
    assertThat(look(spikyBelow(0.15), rows).sigma()).isCloseTo(0.2, within(1e-6));
  }

  /** Values 2 apart, as of yes and no, would need noise that hides all else. */
  @Test
  void columnsOfFarValuesDoNotCount() {
    float[] rows = rows(1);
    for (int i = 0; i < rows.length; i += 2) {
      rows[i] = Math.signum(rows[i]);
    }
    assertThat(look(spikyBelow(0.03), rows).sigma()).isEqualTo(0.04);
    assertThat(look(spikyBelow(0.6), rows)).isEqualTo(DensitySteps.own(LEVELS));
  }

  /** The exact score, but for every other row at less noise. */
  private static DifferentiableScore spikyBelow(double sigma) {
    DifferentiableScore exact = MixtureScores.of(SMOOTH);
    return (rows, count, sigmas, directions, scores, forms) -> {
      exact.score(rows, count, sigmas, directions, scores, forms);
      for (int row = 0; row < count; row += 2) {
        scores[2 * row] += sigmas[row] < sigma ? 1e6f : 0;
      }
    };
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
    assertThat(look(broken, rows(5))).isEqualTo(DensitySteps.own(LEVELS));
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

  /** Earlier models have no noise of their own, and still earlier ones no steps. */
  @Test
  void aModelKeepsWhatWasFound() {
    ModelDescription model = NormalModel.checkpoint().model();
    assertThat(DensitySteps.of(model)).isEqualTo(new DensitySteps(0, 0.01, 0.3, 0));
    ModelDescription earlier = model.with(ModelDescription.DENSITY_STEPS, "10");
    assertThat(DensitySteps.of(earlier)).isEqualTo(new DensitySteps(10, 0.01, 0.3, 0));
    DensitySteps found = new DensitySteps(8, 0.17, 0.75, -0.012);
    assertThat(DensitySteps.of(found.in(model))).isEqualTo(found);
  }

  /** Computes rows that were not looked at, in the steps and with the correction found. */
  private static void assertMeanOfOtherRowsIsTheTruth(DensitySteps found) {
    float[] rows = rows(8);
    LikelihoodPlan plan =
        new LikelihoodPlan(
            false,
            found.steps(),
            1e-4,
            0,
            0,
            found.sigma(),
            0,
            found.centre(),
            found.correction(found.steps(), found.sigma()));
    double[][] densities =
        new FlowDensities(LEVELS, Prior.standard(2), plan)
            .of(rows, ROWS, MixtureScores.of(SMOOTH), new boolean[ROWS]);
    SummaryStatistics errors = new SummaryStatistics();
    for (int i = 0; i < ROWS; i++) {
      double exact = SMOOTH.logDensity(new double[] {rows[2 * i], rows[2 * i + 1]}, found.sigma());
      errors.addValue(densities[i][0] - exact);
    }
    assertThat(errors.getMean()).isCloseTo(0, within(0.01));
    assertThat(errors.getStandardDeviation()).isLessThan(0.05);
  }

  private static float[] rows(int seed) {
    return SMOOTH.draws(Streams.of(seed, Purpose.DATASET), 0, ROWS);
  }

  private static DensitySteps look(DifferentiableScore score, float[] rows) {
    return new DensityLook(score, Prior.standard(2), LEVELS, rows).found().steps(LEVELS);
  }
}
