package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.ScoreFunction;
import io.ncsn.noise.Streams;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * RePaint on two N(0, 1) numbers of correlation ρ, whose score is known. The first is given; the
 * second is then N(ρ·x₁, 1 − ρ²).
 */
class RepaintTest {
  private static final long SEED = 29;
  private static final int CHAINS = 20_011;
  private static final float GIVEN = 1.5f;
  private static final NoiseSchedule LEVELS =
      NoiseSchedule.of(ScheduleKind.GEOMETRIC, 20, 0.01, 40);

  private record Moments(double mean, double variance) {}

  /** A step is linear in the second number and the first one's noise, so moments are known. */
  @ParameterizedTest
  @CsvSource({"0.8, 30, 1", "0.8, 30, 10", "0.5, 7, 3", "-0.95, 50, 5", "0, 11, 2"})
  void momentsAreThoseOfTheAlgorithm(double correlation, int steps, int resampling) {
    Moments expected = expected(correlation, steps, resampling);
    Moments found = found(correlation, steps, resampling);

    double deviation = Math.sqrt(expected.variance());
    assertThat(found.mean())
        .as("seed %d", SEED)
        .isCloseTo(expected.mean(), within(4 * deviation / Math.sqrt(CHAINS)));
    assertThat(found.variance() / expected.variance())
        .isCloseTo(1, within(4 * Math.sqrt(2.0 / CHAINS)));
  }

  /** Given numbers are seen with noise of their own at each evaluation. */
  @ParameterizedTest
  @CsvSource({"0.8, 30, 10", "-0.95, 50, 5", "0, 11, 2"})
  void givenNumbersOfANetworkThatKnowsNoneHaveTheSameMoments(
      double correlation, int steps, int resampling) {
    float[] known = new float[2 * CHAINS];
    for (int i = 0; i < known.length; i += 2) {
      known[i] = GIVEN;
      known[i + 1] = Float.NaN;
    }
    GivenNumbers given =
        new GivenNumbers(
            exact(correlation),
            known,
            Streams.fillingNormals(Streams.of(SEED, Purpose.GIVEN_CELLS)));
    Moments expected = expected(correlation, steps, resampling);
    Moments found = found(given, steps, resampling);

    double deviation = Math.sqrt(expected.variance());
    assertThat(found.mean())
        .as("seed %d", SEED)
        .isCloseTo(expected.mean(), within(4 * deviation / Math.sqrt(CHAINS)));
    assertThat(found.variance() / expected.variance())
        .isCloseTo(1, within(4 * Math.sqrt(2.0 / CHAINS)));
  }

  /** The score −(Σ + σ²I)⁻¹x. */
  private static ScoreFunction exact(double correlation) {
    return (rows, count, sigma, scores) -> {
      double variance = 1 + sigma * sigma;
      double determinant = variance * variance - correlation * correlation;
      for (int i = 0; i < rows.length; i += 2) {
        scores[i] = (float) ((correlation * rows[i + 1] - variance * rows[i]) / determinant);
        scores[i + 1] = (float) ((correlation * rows[i] - variance * rows[i + 1]) / determinant);
      }
    };
  }

  /** How far the mean is from the truth, in its deviations, and the variance's ratio to it. */
  @ParameterizedTest
  @CsvSource({
    "0.8, 30, 1, -0.84, 1.15",
    "0.8, 30, 5, -0.21, 0.87",
    "0.8, 30, 10, -0.10, 0.83",
    "0.8, 100, 20, -0.04, 0.95",
    "0.5, 30, 1, -0.44, 0.87",
    "0.5, 30, 10, -0.08, 0.81",
    "0.95, 30, 1, -1.29, 1.78",
    "0.95, 100, 20, -0.03, 0.95",
  })
  void resamplingBringsTheDependenceBack(
      double correlation, int steps, int resampling, double bias, double ratio) {
    Moments found = found(correlation, steps, resampling);

    double variance = 1 - correlation * correlation;
    assertThat((found.mean() - correlation * GIVEN) / Math.sqrt(variance))
        .as("seed %d", SEED)
        .isCloseTo(bias, within(0.04));
    assertThat(found.variance() / variance).isCloseTo(ratio, within(0.06));
  }

  private static Moments found(double correlation, int steps, int resampling) {
    return found(score(correlation), steps, resampling);
  }

  private static Moments found(ScoreFunction score, int steps, int resampling) {
    float[] rows =
        new SamplingPlan(new Repaint(steps, resampling), LEVELS)
            .sampler(score, Prior.standard(2))
            .sample(Streams.of(SEED, Purpose.SAMPLING), CHAINS);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < rows.length; i += 2) {
      assertThat(rows[i]).isCloseTo(GIVEN, within(1e-6f));
      sum += rows[i + 1];
      squares += (double) rows[i + 1] * rows[i + 1];
    }
    double mean = sum / CHAINS;
    return new Moments(mean, squares / CHAINS - mean * mean);
  }

  /** The score −(Σ + σ²I)⁻¹x of rows whose first number is the given one with fresh noise. */
  private static ScoreFunction score(double correlation) {
    ZigguratSampler.NormalizedGaussian noise =
        Streams.normals(Streams.of(SEED, Purpose.GIVEN_CELLS));
    return (rows, count, sigma, scores) -> {
      double variance = 1 + sigma * sigma;
      double determinant = variance * variance - correlation * correlation;
      for (int i = 0; i < rows.length; i += 2) {
        double seen = GIVEN + sigma * noise.sample();
        scores[i] = (float) ((GIVEN - rows[i]) / (sigma * sigma));
        scores[i + 1] = (float) ((correlation * seen - variance * rows[i + 1]) / determinant);
      }
    };
  }

  /** Follows mean and variance of the second number through Algorithm 1. */
  private static Moments expected(double correlation, int steps, int resampling) {
    double[] sigma = new double[steps];
    for (int i = 0; i < steps; i++) {
      sigma[i] = 20 * Math.pow(0.01 / 20, i / (steps - 1.0));
    }
    Moments now = new Moments(0, 1 + 400);
    for (int i = 0; i + 1 < steps; i++) {
      double share = Math.pow(sigma[i + 1] / sigma[i], 2);
      for (int r = 1; r <= resampling; r++) {
        Moments clean = new Moments(0, sigma[i + 1] * sigma[i + 1] * (1 - share));
        now = step(now, clean, correlation, sigma[i], 1 - share);
        double undone = r < resampling ? sigma[i] * sigma[i] * (1 - share) : 0;
        now = new Moments(now.mean(), now.variance() + undone);
      }
    }
    return step(now, new Moments(0, 0), correlation, sigma[steps - 1], 1);
  }

  /** x₂ ← (1 − part)·x₂ + part·E[clean x₂ | noised x₁ and x₂] + noise, by linear regression. */
  private static Moments step(
      Moments now, Moments noise, double correlation, double sigma, double part) {
    double variance = 1 + sigma * sigma;
    double determinant = variance * variance - correlation * correlation;
    double ofFirst = correlation * (variance - 1) / determinant;
    double ofSecond = (variance - correlation * correlation) / determinant;
    double kept = 1 - part + part * ofSecond;
    double gained = part * ofFirst;
    return new Moments(
        kept * now.mean() + gained * GIVEN,
        kept * kept * now.variance() + gained * gained * sigma * sigma + noise.variance());
  }
}
