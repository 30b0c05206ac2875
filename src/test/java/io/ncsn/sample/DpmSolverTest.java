package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import io.ncsn.truth.GaussianMixture;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The probability-flow ODE by DPM-Solver++ on data whose paths are known. */
class DpmSolverTest {
  private static final long SEED = 13;
  private static final NoiseSchedule LEVELS =
      NoiseSchedule.of(ScheduleKind.GEOMETRIC, 12, 0.05, 60);
  private static final int CHAINS = 101;
  private static final GaussianMixture TWO =
      GaussianMixture.of(
          new double[] {0.7, 0.3},
          new double[][] {{-0.6, 0.2}, {1.4, -0.5}},
          new double[][][] {{{0.16, 0}, {0, 0.9}}, {{0.3, 0.1}, {0.1, 0.5}}});

  /** On N(0, v) data the ODE's solution is x(σ) = x(σ₁)·√((v + σ²)/(v + σ₁²)). */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.3})
  void convergesWithOrderTwo(double variance) {
    double coarse = error(41, variance);
    double fine = error(81, variance);
    double finest = error(161, variance);
    assertThat(Math.log(coarse / fine) / Math.log(2)).isBetween(1.6, 2.4);
    assertThat(Math.log(fine / finest) / Math.log(2)).isBetween(1.6, 2.4);
  }

  /** With as many evaluations, of which Heun's method takes two for each step. */
  @ParameterizedTest
  @ValueSource(ints = {9, 13, 21})
  void isMoreAccurateThanHeunsMethodForAsManyEvaluations(int evaluations) {
    assertThat(error(evaluations, 1))
        .isLessThan(error(SamplerKind.ODE_HEUN, (evaluations + 1) / 2, 1) / 2);
  }

  /**
   * Two normals of a plane, whose paths nobody knows in closed form, from the same noise by the
   * pair of Dormand and Prince with steps of each row's own.
   */
  @ParameterizedTest
  @CsvSource({"DPM_SOLVER, 16, 0.05", "DPM_SOLVER, 128, 0.002", "ODE_HEUN, 128, 0.002"})
  void endsWhereAnAdaptivePairDoes(SamplerKind kind, int steps, double most) {
    Prior prior = Prior.standard(2);
    float[][] begin = new float[1][];
    float[] ends =
        new SamplingPlan(kind.of(3, 1, steps, 0, 0.16), LEVELS)
            .sampler(DpmSolverTest::scores, prior)
            .sample(
                Streams.of(SEED, Purpose.SAMPLING),
                CHAINS,
                (sigma, rows) -> begin[0] = begin[0] == null ? rows.clone() : begin[0]);
    float[] adaptive = adaptive(begin[0], prior);
    double squares = 0;
    for (int i = 0; i < ends.length; i++) {
      squares += Math.pow(ends[i] - adaptive[i], 2);
    }
    assertThat(Math.sqrt(squares / CHAINS)).as("seed %d", SEED).isBetween(1e-7, most);
  }

  private static float[] adaptive(float[] begin, Prior prior) {
    double[] codes = new double[begin.length];
    Arrays.setAll(codes, i -> begin[i] / prior.deviation(LEVELS.largest()));
    double[] rows =
        new ProbabilityFlow(MixtureScores.of(TWO), LEVELS, prior, 1e-8).rows(codes, CHAINS);
    float[] x = new float[rows.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) rows[i];
    }
    float[] scores = new float[x.length];
    double least = LEVELS.smallest();
    scores(x, CHAINS, least, scores);
    for (int i = 0; i < x.length; i++) {
      x[i] += (float) (least * least * scores[i]);
    }
    return x;
  }

  private static void scores(float[] rows, int count, double sigma, float[] scores) {
    double[] sigmas = new double[count];
    Arrays.fill(sigmas, sigma);
    MixtureScores.of(TWO).score(rows, count, sigmas, new float[0][], scores, new double[0][]);
  }

  private static double error(int steps, double variance) {
    return error(SamplerKind.DPM_SOLVER, steps, variance);
  }

  private static double error(SamplerKind kind, int steps, double variance) {
    double begin = LEVELS.largest();
    double end = LEVELS.smallest();
    float[][] ends = new float[2][];
    new SamplingPlan(kind.of(3, 1, steps, 0, 0.16), LEVELS)
        .sampler(
            (rows, count, sigma, scores) -> {
              for (int i = 0; i < rows.length; i++) {
                scores[i] = (float) (-rows[i] / (variance + sigma * sigma));
              }
            },
            Prior.standard(1))
        .sample(
            Streams.of(SEED, Purpose.SAMPLING),
            CHAINS,
            (sigma, rows) -> {
              if (sigma == begin || sigma == end) {
                ends[sigma == begin ? 0 : 1] = rows.clone();
              }
            });
    double shrunk = Math.sqrt((variance + end * end) / (variance + begin * begin));
    double worst = 0;
    for (int i = 0; i < CHAINS; i++) {
      worst = Math.max(worst, Math.abs(ends[1][i] / (ends[0][i] * shrunk) - 1));
    }
    return worst;
  }
}
