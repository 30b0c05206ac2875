package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Spread;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.NetworkSettings.KernelChoice;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;
import scala.collection.mutable.WrappedArray;

/** Scores of independent columns, of which an untouched network has the density. */
class BlockMixedScoresTest {
  private static final double SIGMA = 0.7;
  private static final double[] SHARES = {0.2, 0.5, 0.3};
  private static final double[] STATES = {0.6, 0.4};

  /** A category, a number, and a number that applies at state 0 of the category after it. */
  private static final ChannelLayout LAYOUT =
      new ChannelLayout(
          List.of(new Codes(SHARES), new Spread(), new Codes(STATES), new Spread(2, 0)));

  private static final double[] ROWS = {
    1,
    0.1,
    0.3,
    0,
    0.9,
    0.96, // z of u = .2 and .93
    2,
    0.5,
    0.5,
    1,
    0.5,
    0.5, // the second number does not apply
    0,
    Double.NaN,
    Double.NaN,
    0,
    0.5,
    0.5, // not known whole
    Double.NaN,
    0.5,
    0.5,
    0,
    0.5,
    0.5
  };

  @Test
  void areThoseOfTheKnownDensity() {
    MixedSpec spec = new MixedSpec(LAYOUT, List.of(7), true, true);
    try (MixedScoreNetwork network =
        new MixedScoreNetwork(
            spec, spec.initialParameters(3), KernelPlan.here(KernelChoice.LIBTORCH))) {
      List<Object[]> rows =
          new BlockMixedScores(SIGMA, LAYOUT, false)
              .of(new RowBlock(0, new Object[4][0], ROWS), network);

      assertRow(rows.get(0), 1, z(0.2), 0, z(0.93));
      assertRow(rows.get(1), 2, 0, 1, 0);
      assertThat(rows.get(2)).containsExactly(null, null);
      assertThat(rows.get(3)).containsExactly(null, null);
    }
  }

  private static double z(double u) {
    return new NormalDistribution().inverseCumulativeProbability(u);
  }

  /** A noised number is N(0, 1 + σ²); a noised code is a mixture of N(e_k, σ²). */
  private static void assertRow(Object[] row, int level, double first, int state, double second) {
    double[] expected = new double[LAYOUT.channelWidth()];
    code(SHARES, level, expected, 0);
    expected[3] = -first / (1 + SIGMA * SIGMA);
    code(STATES, state, expected, 4);
    expected[6] = -second / (1 + SIGMA * SIGMA);
    List<Object> found = JavaConverters.seqAsJavaList((WrappedArray<Object>) row[0]);
    double square = 0;
    for (int j = 0; j < expected.length; j++) {
      assertThat((double) found.get(j)).as("channel %d", j).isCloseTo(expected[j], within(1e-5));
      square += expected[j] * expected[j];
    }
    assertThat((double) row[1]).isCloseTo(Math.sqrt(square), within(1e-5));
  }

  private static void code(double[] shares, int level, double[] expected, int at) {
    double[] weights = new double[shares.length];
    for (int k = 0; k < weights.length; k++) {
      double distance = k == level ? 0 : 2;
      weights[k] = shares[k] * Math.exp(-distance / (2 * SIGMA * SIGMA));
    }
    double sum = Arrays.stream(weights).sum();
    for (int k = 0; k < weights.length; k++) {
      expected[at + k] = (weights[k] / sum - (k == level ? 1 : 0)) / (SIGMA * SIGMA);
    }
  }
}
