package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.truth.GaussianMixture;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** Log-densities in a few steps, where score and density are known in closed form. */
class SteppedFlowTest {
  private static final int D = 3;
  private static final int ROWS = 301;
  private static final double LEAST = 0.02;
  private static final double LARGEST = 60;

  /** Three groups of rows, close to each other and correlated; about mean 0 and variance 1. */
  private static final GaussianMixture TRUTH =
      GaussianMixture.of(
          new double[] {0.5, 0.3, 0.2},
          new double[][] {{0.8, 0.5, -0.3}, {-1.1, 0.4, 0.6}, {-0.3, -1.8, 0}},
          new double[][][] {
            {{0.4, 0.1, 0}, {0.1, 0.3, -0.1}, {0, -0.1, 1.2}},
            {{0.3, 0, 0.1}, {0, 0.5, 0}, {0.1, 0, 0.6}},
            {{0.6, -0.2, 0}, {-0.2, 0.4, 0.1}, {0, 0.1, 0.9}}
          });

  @Test
  void theMeanOfAMixturesLogDensitiesIsExactToAHundredthOfANat() {
    SummaryStatistics errors = errors(10);
    assertThat(errors.getMean()).isCloseTo(0, within(0.01));
    assertThat(errors.getStandardDeviation()).isLessThan(0.05);
  }

  @Test
  void moreStepsBringEachRowToItsLogDensity() {
    SummaryStatistics errors = errors(40);
    assertThat(errors.getMin()).isGreaterThan(-2e-3);
    assertThat(errors.getMax()).isLessThan(2e-3);
  }

  private static SummaryStatistics errors(int steps) {
    float[] rows = rows();
    SteppedFlow.Densities found =
        flow(MixtureScores.of(TRUTH), steps).logDensities(rows, ROWS, exact());
    assertThat(found.doubtful()).doesNotContain(true);
    SummaryStatistics errors = new SummaryStatistics();
    for (int i = 0; i < ROWS; i++) {
      errors.addValue(found.values()[i][0] - TRUTH.logDensity(row(rows, i), LEAST));
    }
    return errors;
  }

  @Test
  void randomVectorsEstimateTheExactTrace() {
    float[] rows = rows();
    UniformRandomProvider[] streams = new UniformRandomProvider[ROWS];
    Arrays.setAll(streams, i -> Streams.of(6, Purpose.LIKELIHOOD, i));
    SteppedFlow flow = flow(MixtureScores.of(TRUTH), 12);
    double[][] exact = flow.logDensities(rows, ROWS, exact()).values();
    double[][] found = flow.logDensities(rows, ROWS, Traces.hutchinson(streams, D, 33)).values();
    SummaryStatistics z = new SummaryStatistics();
    for (int i = 0; i < ROWS; i++) {
      SummaryStatistics estimates = new SummaryStatistics();
      Arrays.stream(found[i]).forEach(estimates::addValue);
      double error = estimates.getStandardDeviation() / Math.sqrt(33);
      z.addValue((estimates.getMean() - exact[i][0]) / error);
    }
    assertThat(z.getMean()).as("seed 6").isCloseTo(0, within(4 / Math.sqrt(ROWS)));
    assertThat(z.getStandardDeviation()).isCloseTo(1, within(0.25));
  }

  /** A row near which the score changes too fast for the steps, and one without any score. */
  @Test
  void rowsThatNeedShorterStepsAreDoubtfulAndLeaveTheOthersAsTheyWere() {
    DifferentiableScore spiky =
        (rows, count, sigmas, directions, scores, forms) -> {
          MixtureScores.of(TRUTH).score(rows, count, sigmas, directions, scores, forms);
          for (int j = 0; j < D; j++) {
            scores[D + j] +=
                (float) (20 * Math.sin(40 * rows[D + j] / (1 + sigmas[1])) / sigmas[1]);
            scores[2 * D + j] = Float.NaN;
          }
        };
    float[] rows = Arrays.copyOf(rows(), 5 * D);
    Traces traces = Traces.exact(5, D);
    SteppedFlow.Densities good = flow(MixtureScores.of(TRUTH), 10).logDensities(rows, 5, traces);
    SteppedFlow.Densities bad = flow(spiky, 10).logDensities(rows, 5, traces);
    assertThat(bad.doubtful()).containsExactly(false, true, true, false, false);
    for (int row : new int[] {0, 3, 4}) {
      assertThat(bad.values()[row]).isEqualTo(good.values()[row]);
    }
  }

  @Test
  void theNodesIntegrateOverTheLogarithmOfTheNoise() {
    TraceNodes nodes = TraceNodes.of(LEAST, LARGEST, 11, 0.75);
    double found = 0;
    for (int i = 0; i < 11; i++) {
      double square = Math.exp(2 * nodes.places()[i]);
      found += nodes.weights()[i] * square / Math.pow(1 + square, 2);
    }
    // ∫ σ²/(1 + σ²)² d log σ = −½/(1 + σ²)
    double exact = (1 / (1 + LEAST * LEAST) - 1 / (1 + LARGEST * LARGEST)) / 2;
    assertThat(found).isCloseTo(exact, within(1e-3));
  }

  private static SteppedFlow flow(DifferentiableScore score, int steps) {
    return new SteppedFlow(score, Prior.standard(D), LEAST, LARGEST, steps, 0.75);
  }

  private static Traces exact() {
    return Traces.exact(ROWS, D);
  }

  private static float[] rows() {
    return TRUTH.draws(Streams.of(4, Purpose.DATASET), 0, ROWS);
  }

  private static double[] row(float[] rows, int i) {
    double[] x = new double[D];
    Arrays.setAll(x, j -> rows[i * D + j]);
    return x;
  }
}
