package io.ncsn.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelGroup.Spread;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelReaderTest {
  private static final ChannelLayout LAYOUT =
      new ChannelLayout(
          List.of(new Plain(1), new Spread(2, 0), new Codes(new double[] {0.5, 0.2, 0.3})));

  private static float[] read(float... channels) {
    int rows = channels.length / LAYOUT.channelWidth();
    float[] stored = new float[rows * LAYOUT.storedWidth()];
    new ChannelReader(LAYOUT).read(channels, rows, stored);
    return stored;
  }

  @Test
  void codesAreReadByTheirGreatestChannelAndNumbersByTheirDistribution() {
    float[] stored = read(3.5f, 1.959964f, 0.1f, 0.9f, -0.2f, -7, -0.6744898f, -3, -2, -1);
    assertThat(stored)
        .containsExactly(new float[] {3.5f, 0.975f, 0.975f, 1, -7, 0.25f, 0.25f, 2}, within(1e-6f));
  }

  @Test
  void numbersFarOutStayWithinTheDistribution() {
    float[] stored = read(0, 40, 1, 0, 0, 0, -40, 1, 0, 0);
    assertThat(stored[1]).isLessThan(1).isGreaterThan(0.9999f);
    assertThat(stored[5]).isGreaterThan(0).isLessThan(0.0001f);
  }

  @Test
  void whatIsExpandedIsReadBack() {
    int rows = 1009;
    float[] stored = new float[rows * LAYOUT.storedWidth()];
    var random = Streams.of(43, Purpose.DATASET);
    for (int i = 0; i < rows; i++) {
      float low = random.nextFloat();
      stored[4 * i] = 5 * random.nextFloat();
      stored[4 * i + 1] = low;
      stored[4 * i + 2] = low + (1 - low) * random.nextFloat();
      stored[4 * i + 3] = 0;
    }
    float[] channels = new float[rows * LAYOUT.channelWidth()];
    new RowExpander(LAYOUT).expand(stored, rows, random, channels, new float[3 * rows]);
    float[] again = read(channels);
    for (int i = 0; i < rows; i++) {
      assertThat(again[4 * i]).isEqualTo(stored[4 * i]);
      assertThat(again[4 * i + 1])
          .as("row %d, seed 43", i)
          .isBetween(stored[4 * i + 1] - 3e-5f, stored[4 * i + 2] + 3e-5f);
      assertThat(again[4 * i + 3]).isEqualTo(0);
    }
  }
}
