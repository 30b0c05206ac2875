package io.ncsn.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelGroup.Spread;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScoreFunction;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class MarginalCalibrationTest {
  private static final double[] SHARES = {0.5, 0.4, 0.08, 0.02};

  /** A number, the code of its state, and the number that applies at level 2 alone. */
  private static final ChannelLayout LAYOUT =
      new ChannelLayout(List.of(new Spread(), new Codes(SHARES), new Plain(3), new Spread(1, 2)));

  private static final int ROWS = 100_003;
  private static final UniformRandomProvider RANDOM = Streams.of(7, Purpose.DATASET, 3);

  @Test
  void withoutACalibrationNothingChanges() {
    MarginalCalibration none = MarginalCalibration.none(LAYOUT);
    float[] stored = {0.03f, 0.03f, 2, 1, 2, 3, 0.77f, 0.77f};
    float[] corrected = stored.clone();
    none.correct(corrected, 1);
    assertThat(corrected).containsExactly(stored, within(1e-6f));

    float[] rows = {0.3f, 1, 0.2f, 0.1f, -0.2f, 1, 2, 3, 0.4f};
    ScoreFunction network = probabilities(0.6, 0.3, 0.07, 0.03);
    assertThat(none.over(network).score(rows, 1, 0.5))
        .containsExactly(network.score(rows, 1, 0.5), within(1e-5f));
  }

  /** Bayes' rule with other prior odds: p′ₖ ∝ pₖ·exp(shiftₖ). */
  @Test
  void levelsThatAreDrawnTooSeldomAreMadeMoreLikely() {
    long[] counts = new long[MarginalCalibration.size(LAYOUT)];
    int code = MarginalCalibration.PARTS;
    long[] drawn = {5_000_000, 4_500_000, 400_000, 100_000};
    System.arraycopy(drawn, 0, counts, code, drawn.length);

    MarginalCalibration found =
        new MarginalCounts(LAYOUT, counts).after(MarginalCalibration.none(LAYOUT));

    float[] rows = {0.3f, 1, 0.2f, 0.1f, -0.2f, 1, 2, 3, 0.4f};
    double sigma = 0.7;
    double[] before = {0.6, 0.3, 0.07, 0.03};
    float[] scores =
        found.over(probabilities(before[0], before[1], before[2], before[3])).score(rows, 1, sigma);
    double[] weights = new double[4];
    double sum = 0;
    for (int k = 0; k < 4; k++) {
      weights[k] = before[k] * SHARES[k] / (drawn[k] / 1e7);
      sum += weights[k];
    }
    for (int k = 0; k < 4; k++) {
      assertThat(rows[1 + k] + sigma * sigma * scores[1 + k])
          .isCloseTo(weights[k] / sum, within(2e-4));
    }
  }

  /** Samples u = v² of uniform v have the cumulative distribution √u: it makes them uniform. */
  @Test
  void numbersBecomeUniform() {
    MarginalCounts counts = new MarginalCounts(LAYOUT);
    float[] stored = new float[ROWS * LAYOUT.storedWidth()];
    for (int row = 0; row < ROWS; row++) {
      int at = row * LAYOUT.storedWidth();
      double v = RANDOM.nextDouble();
      stored[at] = (float) ((v + v * v) / 2);
      stored[at + 1] = stored[at];
      stored[at + 2] = row % 3;
      stored[at + 6] = (float) (row % 3 == 2 ? Math.sqrt(v) : 0.01);
      stored[at + 7] = stored[at + 6];
    }
    counts.add(stored, ROWS);
    MarginalCalibration found = counts.after(MarginalCalibration.none(LAYOUT));

    double error = 4 / Math.sqrt(ROWS / 3.0) + 0.005;
    for (double v : new double[] {0.05, 0.21, 0.5, 0.83, 0.97}) {
      float number = (float) ((v + v * v) / 2);
      float ofLevel = (float) Math.sqrt(v);
      float[] row = {number, number, 2, 1, 2, 3, ofLevel, ofLevel};
      found.correct(row, 1);
      assertThat(row[0]).isCloseTo((float) v, within((float) error));
      assertThat(row[1]).isEqualTo(row[0]);
      assertThat(row[6])
          .as("only rows at its level count")
          .isCloseTo((float) v, within((float) error));
      assertThat(row).containsSequence(2, 1, 2, 3);
    }
  }

  /** Deviations within one standard error of the counts are chance. */
  @Test
  void chanceIsNotCorrected() {
    long[] counts = new long[MarginalCalibration.size(LAYOUT)];
    int code = MarginalCalibration.PARTS;
    long[] drawn = {5_020, 3_985, 795, 200};
    System.arraycopy(drawn, 0, counts, code, drawn.length);
    Arrays.fill(counts, 0, code, 101);
    counts[17] = 104;
    MarginalCalibration none = MarginalCalibration.none(LAYOUT);
    assertThat(new MarginalCounts(LAYOUT, counts).after(none).values()).isEqualTo(none.values());
  }

  @Test
  void aVectorOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> MarginalCalibration.of(LAYOUT, new float[259]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("259")
        .hasMessageContaining("260");
  }

  /**
   * A network that gives the code's levels these probabilities, and other channels a score of 1.
   */
  private static ScoreFunction probabilities(double... levels) {
    return (rows, count, sigma, scores) -> {
      Arrays.fill(scores, 1f);
      for (int k = 0; k < levels.length; k++) {
        scores[1 + k] = (float) ((levels[k] - rows[1 + k]) / (sigma * sigma));
      }
    };
  }
}
