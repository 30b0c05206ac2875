package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.noise.Normals;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScoreFunction;
import io.ncsn.noise.Streams;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler.NormalizedGaussian;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of blocks of all shapes, against the formula number by number with one stream. */
class ChainsTest {
  private static final double SIGMA = 2;
  private static final ScoreFunction SCORE =
      (rows, count, sigma, scores) -> {
        for (int i = 0; i < rows.length; i++) {
          scores[i] = -rows[i] / 4;
        }
      };

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "9001, 1", "3000, 3", "2, 4096", "3, 4095", "5, 9001"})
  void everyNumberGetsItsOwnNoise(int count, int dimension) {
    Chains chains =
        new Chains(SCORE, (sigma, rows) -> {}, stream(), count, Prior.standard(dimension), SIGMA);
    chains.step(SIGMA, 0.5, 0.25, SIGMA);
    chains.correct(SIGMA, 0.1);

    NormalizedGaussian z = Streams.normals(Streams.of(1, Purpose.SAMPLING, 0));
    float deviation = (float) Prior.standard(dimension).deviation(SIGMA);
    float[] expected = new float[count * dimension];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = deviation * (float) z.sample();
    }
    for (int i = 0; i < expected.length; i++) {
      expected[i] += 0.5f * (-expected[i] / 4) + 0.25f * (float) z.sample();
    }
    for (int row = 0; row < count; row++) {
      corrected(expected, row * dimension, dimension, z);
    }
    assertThat(chains.rows()).containsExactly(expected);
  }

  /** x + α·s + √(2α)·z, α = 2(r‖z‖/‖s‖)², ‖z‖/‖s‖ at most 2σ. */
  private static void corrected(float[] rows, int from, int dimension, NormalizedGaussian normal) {
    float[] z = new float[dimension];
    double ofNoise = 0;
    double ofScore = 0;
    for (int j = 0; j < dimension; j++) {
      z[j] = (float) normal.sample();
      ofNoise += z[j] * z[j];
      ofScore += rows[from + j] / 4 * (rows[from + j] / 4);
    }
    double alpha = 2 * 0.1 * 0.1 * Math.min(ofNoise / ofScore, 4 * SIGMA * SIGMA);
    for (int j = 0; j < dimension; j++) {
      float s = -rows[from + j] / 4;
      rows[from + j] += (float) alpha * s + (float) Math.sqrt(2 * alpha) * z[j];
    }
  }

  private static Normals stream() {
    return Streams.fillingNormals(Streams.of(1, Purpose.SAMPLING, 0));
  }
}
