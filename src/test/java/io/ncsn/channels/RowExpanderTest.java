package io.ncsn.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelGroup.Spread;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class RowExpanderTest {
  private static final long SEED = 41;
  private static final float NAN = Float.NaN;
  private static final double[] SHARES = {0.2, 0.5, 0.3};

  /** A vector, a number with a state, the state, and a number without. */
  private static final ChannelLayout LAYOUT =
      new ChannelLayout(List.of(new Plain(2), new Spread(2, 1), new Codes(SHARES), new Spread()));

  private static UniformRandomProvider random(long key) {
    return Streams.of(SEED, Purpose.TRAINING_NOISE, key);
  }

  /** Expands {@code copies} copies of one row; the mask of the first replaces {@code mask}. */
  private static float[] expand(float[] row, int copies, float[] mask) {
    float[] stored = new float[copies * row.length];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = row[i % row.length];
    }
    float[] channels = new float[copies * LAYOUT.channelWidth()];
    float[] masks = new float[copies * LAYOUT.columns()];
    new RowExpander(LAYOUT).expand(stored, copies, random(copies), channels, masks);
    System.arraycopy(masks, 0, mask, 0, mask.length);
    return channels;
  }

  /** Returns the p-value of channel {@code index} being of {@code expected}. */
  private static double match(float[] channels, int index, RealDistribution expected) {
    int width = LAYOUT.channelWidth();
    double[] values = new double[channels.length / width];
    for (int i = 0; i < values.length; i++) {
      values[i] = channels[i * width + index];
    }
    return new KolmogorovSmirnovTest().kolmogorovSmirnovTest(expected, values);
  }

  @Test
  void knownGroupsBecomeTheirChannels() {
    float[] mask = new float[4];
    float[] channels = expand(new float[] {-3.5f, 7, 0.25f, 0.25f, 1, 0.975f, 0.975f}, 1, mask);
    assertThat(mask).containsExactly(1, 1, 1, 1);
    assertThat(channels)
        .containsExactly(new float[] {-3.5f, 7, -0.6744898f, 0, 1, 0, 1.959964f}, within(1e-5f));
  }

  @Test
  void aNumberIsUniformWithinItsIntervalOfTheDistribution() {
    float[] channels = expand(new float[] {0, 0, 0.3f, 0.4f, 1, 0, 1}, 4001, new float[4]);
    float[] third = new float[channels.length];
    NormalDistribution normal = new NormalDistribution();
    for (int i = 2; i < channels.length; i += LAYOUT.channelWidth()) {
      third[i] = (float) normal.cumulativeProbability(channels[i]);
    }
    assertThat(match(third, 2, new UniformRealDistribution(0.3, 0.4)))
        .as("p-value, seed %d", SEED)
        .isGreaterThan(1e-3);
    assertThat(match(channels, 6, normal)).as("p-value, seed %d", SEED).isGreaterThan(1e-3);
  }

  @Test
  void aNumberThatDoesNotApplyIsNoiseAndBearsNoLoss() {
    float[] mask = new float[4];
    float[] channels = expand(new float[] {0, 0, 0.3f, 0.4f, 2, 0.5f, 0.5f}, 4001, mask);
    assertThat(mask).containsExactly(1, 0, 1, 1);
    assertThat(match(channels, 2, new NormalDistribution()))
        .as("p-value, seed %d", SEED)
        .isGreaterThan(1e-3);
  }

  @Test
  void unknownGroupsAreDrawnFromTheMarginalAndBearNoLoss() {
    int copies = 20011;
    float[] mask = new float[4];
    float[] channels = expand(new float[] {NAN, 5, 0.3f, 0.4f, NAN, NAN, NAN}, copies, mask);
    assertThat(mask).containsExactly(0, 0, 0, 0);
    assertThat(channels[1]).as("the known part of a group").isEqualTo(5);
    for (int normal : new int[] {0, 2, 6}) {
      assertThat(match(channels, normal, new NormalDistribution()))
          .as("p-value of channel %d, seed %d", normal, SEED)
          .isGreaterThan(1e-3);
    }
    for (int level = 0; level < SHARES.length; level++) {
      double count = 0;
      for (int i = 3 + level; i < channels.length; i += LAYOUT.channelWidth()) {
        count += channels[i];
      }
      double error = Math.sqrt(SHARES[level] * (1 - SHARES[level]) / copies);
      assertThat(count / copies)
          .as("share of level %d, seed %d", level, SEED)
          .isCloseTo(SHARES[level], within(4 * error));
    }
  }

  @Test
  void equalStreamsGiveEqualChannelsAndOthersDoNot() {
    float[] stored = {0, 0, 0.1f, 0.9f, 1, 0.1f, 0.9f};
    float[] first = new float[7];
    float[] second = new float[7];
    RowExpander expander = new RowExpander(LAYOUT);
    expander.expand(stored, 1, random(1), first, new float[4]);
    expander.expand(stored, 1, random(1), second, new float[4]);
    assertThat(second).isEqualTo(first);
    expander.expand(stored, 1, random(2), second, new float[4]);
    assertThat(second[2]).isNotEqualTo(first[2]);
  }

  @Test
  void theEndsOfTheDistributionStayFinite() {
    float[] channels = expand(new float[] {0, 0, 0, 0, 1, 1, 1}, 1, new float[4]);
    assertThat(channels[2]).isCloseTo(-4.10748f, within(1e-4f));
    assertThat(channels[6]).isCloseTo(4.10748f, within(1e-4f));
  }

  @Test
  void plainRowsAreTheirChannelsToTheBitAndTakeNothingFromTheStream() {
    float[] stored = {1.5f, -0f, Float.MIN_VALUE, 1e30f, 7, 3};
    float[] channels = new float[6];
    UniformRandomProvider random = random(3);
    new RowExpander(ChannelLayout.plain(3)).expand(stored, 2, random, channels, new float[2]);
    assertThat(Arrays.equals(channels, stored)).isTrue();
    assertThat(random.nextLong()).isEqualTo(random(3).nextLong());
  }

  @Test
  void valuesThatNoRowCanHaveAreRefused() {
    float[] mask = new float[4];
    for (float level : new float[] {3, -1, 0.5f, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> expand(new float[] {0, 0, 0, 1, level, 0, 1}, 1, mask))
          .hasMessageContaining("Cannot use " + level + " as a level of group 2")
          .hasMessageContaining("levels 0 to 2");
    }
    for (float[] ends : new float[][] {{0.5f, 0.4f}, {-0.1f, 0.4f}, {0.5f, 1.1f}}) {
      assertThatThrownBy(() -> expand(new float[] {0, 0, 0, 1, 0, ends[0], ends[1]}, 1, mask))
          .hasMessageContaining("(" + ends[0] + ", " + ends[1] + ")");
    }
  }
}
