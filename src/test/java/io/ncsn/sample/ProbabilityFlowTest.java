package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import io.ncsn.truth.GaussianMixture;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** Log-densities where score and density are known in closed form. */
class ProbabilityFlowTest {
  private static final NoiseSchedule SCHEDULE =
      NoiseSchedule.of(ScheduleKind.GEOMETRIC, 100, 0.01, 20);
  private static final int ROWS = 50;

  /** Independent columns of these variances, which average 1 as standardised rows' do. */
  private static final double[] VARIANCES = {0.2, 0.5, 1, 1.3, 2};

  private static final DifferentiableScore EXACT =
      (rows, count, sigmas, directions, scores, forms) -> {
        int d = VARIANCES.length;
        for (int i = 0; i < count * d; i++) {
          double variance = VARIANCES[i % d] + sigmas[i / d] * sigmas[i / d];
          scores[i] = (float) (-rows[i] / variance);
        }
        for (int probe = 0; probe < directions.length; probe++) {
          for (int row = 0; row < count; row++) {
            double form = 0;
            for (int j = 0; j < d; j++) {
              double v = directions[probe][row * d + j];
              form -= v * v / (VARIANCES[j] + sigmas[row] * sigmas[row]);
            }
            forms[probe][row] = form;
          }
        }
      };

  @Test
  void aGaussiansLogDensityIsExactToAThousandthOfANat() {
    int d = VARIANCES.length;
    double[][] covariance = new double[d][d];
    for (int j = 0; j < d; j++) {
      covariance[j][j] = VARIANCES[j];
    }
    var gaussian = GaussianMixture.gaussian(new double[d], covariance);
    float[] rows = gaussian.draws(Streams.of(4, Purpose.DATASET), 0, ROWS);
    double[][] found = flow(1e-6).logDensities(rows, ROWS, Traces.exact(ROWS, d));
    // The flow ends in N(0, (1 + σ₁²)I), each column's variance in truth being v + σ₁².
    double end = SCHEDULE.largest() * SCHEDULE.largest();
    for (int i = 0; i < ROWS; i++) {
      double[] x = new double[d];
      double atPrior = 0;
      for (int j = 0; j < d; j++) {
        x[j] = rows[i * d + j];
        double scaled = x[j] * x[j] / (VARIANCES[j] + 1e-4);
        double ratio = (VARIANCES[j] + end) / (1 + end);
        atPrior += (scaled * (1 - ratio) + Math.log(ratio)) / 2;
      }
      assertThat(found[i][0])
          .isCloseTo(gaussian.logDensity(x, SCHEDULE.smallest()) + atPrior, within(1e-3));
      assertThat(atPrior).isCloseTo(0, within(0.02));
    }
  }

  /**
   * Correlated columns of mean far from 0, as data.scale = none may leave them, in 4 dimensions.
   */
  @Test
  void aGaussianOfAnyMeanAndCovarianceIsExactToAThousandthOfANat() {
    double[] mean = {30, -5, 0, 2};
    double[][] covariance = {
      {4, 1.2, 0.4, 0}, {1.2, 3, 0, -0.5}, {0.4, 0, 2.5, 0.3}, {0, -0.5, 0.3, 3.5}
    };
    var gaussian = GaussianMixture.gaussian(mean, covariance);
    NoiseSchedule schedule = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 300, 0.01, 20);
    DifferentiableScore exact =
        (rows, count, sigmas, directions, scores, forms) -> {
          for (int row = 0; row < count; row++) {
            double[] x = new double[4];
            int start = row0(row);
            Arrays.setAll(x, j -> rows[start + j]);
            double[] score = gaussian.score(x, sigmas[row]);
            for (int j = 0; j < 4; j++) {
              scores[row0(row) + j] = (float) score[j];
            }
            for (int probe = 0; probe < directions.length; probe++) {
              forms[probe][row] = form(gaussian, x, sigmas[row], directions[probe], row0(row));
            }
          }
        };
    Prior prior = new Prior(new float[] {30, -5, 0, 2}, 3.25);
    float[] rows = gaussian.draws(Streams.of(8, Purpose.DATASET), 0, ROWS);
    double[][] found =
        new ProbabilityFlow(exact, schedule, prior, 1e-7)
            .logDensities(rows, ROWS, Traces.exact(ROWS, 4));
    for (int i = 0; i < ROWS; i++) {
      double[] x = new double[4];
      int from = row0(i);
      Arrays.setAll(x, j -> rows[from + j]);
      assertThat(found[i][0])
          .as("row %d, seed 8", i)
          .isCloseTo(gaussian.logDensity(x, schedule.smallest()), within(1e-3));
    }
  }

  private static int row0(int row) {
    return 4 * row;
  }

  /** vᵀ(∇s)v of a linear score: v·(s(x + v) − s(x)). */
  private static double form(
      GaussianMixture gaussian, double[] x, double sigma, float[] direction, int from) {
    double[] moved = x.clone();
    for (int j = 0; j < x.length; j++) {
      moved[j] += direction[from + j];
    }
    double[] begin = gaussian.score(x, sigma);
    double[] end = gaussian.score(moved, sigma);
    double form = 0;
    for (int j = 0; j < x.length; j++) {
      form += direction[from + j] * (end[j] - begin[j]);
    }
    return form;
  }

  @Test
  void randomVectorsEstimateTheExactTraceWithinTheirError() {
    int d = 4;
    // s = −Ax with this A: vᵀ∇s v varies with v, for A is not diagonal.
    double[][] a = {{1, 0.4, 0, 0.2}, {0.4, 0.8, 0.3, 0}, {0, 0.3, 1.2, 0.1}, {0.2, 0, 0.1, 0.9}};
    DifferentiableScore linear =
        (rows, count, sigmas, directions, scores, forms) -> {
          for (int row = 0; row < count; row++) {
            double shrink = 1 / (1 + sigmas[row] * sigmas[row]);
            for (int i = 0; i < d; i++) {
              double sum = 0;
              for (int j = 0; j < d; j++) {
                sum -= shrink * a[i][j] * rows[row * d + j];
              }
              scores[row * d + i] = (float) sum;
            }
            for (int probe = 0; probe < directions.length; probe++) {
              forms[probe][row] = -shrink * quadratic(a, directions[probe], row * d);
            }
          }
        };
    float[] rows = new float[ROWS * d];
    Streams.fillNormal(Streams.of(5, Purpose.DATASET), rows, rows.length);
    ProbabilityFlow flow = new ProbabilityFlow(linear, SCHEDULE, Prior.standard(d), 1e-5);
    double[][] exact = flow.logDensities(rows, ROWS, Traces.exact(ROWS, d));
    UniformRandomProvider[] streams = new UniformRandomProvider[ROWS];
    Arrays.setAll(streams, i -> Streams.of(6, Purpose.LIKELIHOOD, i));
    double[][] estimated = flow.logDensities(rows, ROWS, Traces.hutchinson(streams, d, 64));
    for (int i = 0; i < ROWS; i++) {
      SummaryStatistics estimates = new SummaryStatistics();
      Arrays.stream(estimated[i]).forEach(estimates::addValue);
      double error = estimates.getStandardDeviation() / Math.sqrt(64);
      assertThat(estimates.getMean())
          .as("row %d, seed 6", i)
          .isCloseTo(exact[i][0], within(4.5 * error + 1e-3));
      assertThat(error).isPositive();
    }
  }

  @Test
  void aRowThatTheFlowLosesLeavesTheOthersAsTheyWere() {
    DifferentiableScore poisoned =
        (rows, count, sigmas, directions, scores, forms) -> {
          EXACT.score(rows, count, sigmas, directions, scores, forms);
          scores[2 * VARIANCES.length] = Float.NaN;
        };
    float[] rows = new float[3 * VARIANCES.length];
    Streams.fillNormal(Streams.of(7, Purpose.DATASET), rows, rows.length);
    Traces traces = Traces.exact(3, VARIANCES.length);
    double[][] good = flow(1e-4).logDensities(rows, 3, traces);
    double[][] bad =
        new ProbabilityFlow(poisoned, SCHEDULE, Prior.standard(VARIANCES.length), 1e-4)
            .logDensities(rows, 3, traces);
    assertThat(bad[2]).containsExactly(Double.NaN);
    assertThat(bad[0]).isEqualTo(good[0]);
    assertThat(bad[1]).isEqualTo(good[1]);
  }

  /** The flow of rows from N(0, v) keeps x/√(v + σ²). */
  @Test
  void aGaussiansCodesAreExactAndLeadBack() {
    int d = VARIANCES.length;
    float[] rows = new float[ROWS * d];
    Streams.fillNormal(Streams.of(9, Purpose.DATASET), rows, rows.length);
    ProbabilityFlow flow = flow(1e-7);
    double[] codes = flow.codes(rows, ROWS);
    double[] back = flow.rows(codes, ROWS);
    double top = SCHEDULE.largest() * SCHEDULE.largest();
    double low = SCHEDULE.smallest() * SCHEDULE.smallest();
    for (int i = 0; i < codes.length; i++) {
      double v = VARIANCES[i % d];
      double expected = rows[i] * Math.sqrt((v + top) / (v + low) / (1 + top));
      assertThat(codes[i]).isCloseTo(expected, within(1e-4 * (1 + Math.abs(expected))));
      assertThat(back[i]).isCloseTo(rows[i], within(1e-4 * (1 + Math.abs(rows[i]))));
    }
  }

  @Test
  void rowsOfCodesAreExact() {
    int d = VARIANCES.length;
    float[] drawn = new float[ROWS * d];
    Streams.fillNormal(Streams.of(10, Purpose.DATASET), drawn, drawn.length);
    double[] codes = new double[drawn.length];
    Arrays.setAll(codes, i -> drawn[i]);
    double[] rows = flow(1e-7).rows(codes, ROWS);
    double top = SCHEDULE.largest() * SCHEDULE.largest();
    double low = SCHEDULE.smallest() * SCHEDULE.smallest();
    for (int i = 0; i < rows.length; i++) {
      double v = VARIANCES[i % d];
      double expected = codes[i] * Math.sqrt((1 + top) * (v + low) / (v + top));
      assertThat(rows[i]).isCloseTo(expected, within(1e-4 * (1 + Math.abs(expected))));
    }
  }

  private static ProbabilityFlow flow(double tolerance) {
    return new ProbabilityFlow(EXACT, SCHEDULE, Prior.standard(VARIANCES.length), tolerance);
  }

  private static double quadratic(double[][] a, float[] v, int from) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        sum += v[from + i] * a[i][j] * v[from + j];
      }
    }
    return sum;
  }
}
