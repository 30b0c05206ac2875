package io.ncsn.channels;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelGroup.Spread;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Expands stored rows to channels. Numbers are drawn anew from their intervals at each visit. What
 * a row does not know is drawn from the marginal distribution, and marked in a mask, so that it
 * bears no loss. One thread at a time.
 */
public final class RowExpander {
  private final ChannelLayout layout;
  private final ChannelGroup[] groups;
  private final int[] storedOffsets;
  private final int[] channelOffsets;
  private final double[][] frequencies;

  /** Makes an expander of rows of {@code layout}. */
  public RowExpander(ChannelLayout layout) {
    this.layout = layout;
    int columns = layout.columns();
    groups = layout.groups().toArray(ChannelGroup[]::new);
    storedOffsets = new int[columns];
    channelOffsets = new int[columns];
    frequencies = new double[columns][];
    for (int i = 0; i < columns; i++) {
      storedOffsets[i] = layout.storedOffset(i);
      channelOffsets[i] = layout.channelOffset(i);
      frequencies[i] = groups[i] instanceof Codes codes ? codes.frequencies() : null;
    }
  }

  public ChannelLayout layout() {
    return layout;
  }

  /**
   * Expands {@code count} rows. Equal streams give equal channels.
   *
   * @param stored row-major [count, stored width]; not changed
   * @param random source of the drawn numbers
   * @param channels row-major [count, channel width]; overwritten
   * @param mask row-major [count, columns]; overwritten by 1 where the group is known and applies
   *     to the row, and by 0 elsewhere
   * @throws IllegalArgumentException if a level is not one of its group's, or a number's interval
   *     is not within [0, 1]
   */
  public void expand(
      float[] stored, int count, UniformRandomProvider random, float[] channels, float[] mask) {
    Row row = new Row(stored, random, channels);
    int storedWidth = layout.storedWidth();
    int channelWidth = layout.channelWidth();
    for (int i = 0; i < count; i++) {
      for (int group = 0; group < groups.length; group++) {
        boolean known =
            row.expand(
                group,
                i * storedWidth,
                i * storedWidth + storedOffsets[group],
                i * channelWidth + channelOffsets[group]);
        mask[i * groups.length + group] = known ? 1 : 0;
      }
    }
  }

  /** The rows of one call, of which one group is expanded at a time. */
  private final class Row {
    private final float[] stored;
    private final UniformRandomProvider random;
    private final ZigguratSampler.NormalizedGaussian normal;
    private final float[] channels;

    Row(float[] stored, UniformRandomProvider random, float[] channels) {
      this.stored = stored;
      this.random = random;
      this.normal = ZigguratSampler.NormalizedGaussian.of(random);
      this.channels = channels;
    }

    /** Expands the group at {@code from} to {@code to}, and returns its mask. */
    private boolean expand(int group, int row, int from, int to) {
      if (groups[group] instanceof Plain plain) {
        return plain(plain.width(), from, to);
      }
      if (groups[group] instanceof Spread spread) {
        return spread(spread, row, from, to);
      }
      return codes(frequencies[group], group, from, to);
    }

    private boolean plain(int width, int from, int to) {
      boolean known = true;
      for (int j = 0; j < width; j++) {
        float x = stored[from + j];
        boolean missing = Float.isNaN(x);
        known &= !missing;
        channels[to + j] = missing ? (float) normal.sample() : x;
      }
      return known;
    }

    private boolean spread(Spread spread, int row, int from, int to) {
      boolean applies =
          !spread.hasState() || stored[row + storedOffsets[spread.state()]] == spread.regular();
      float low = stored[from];
      float high = stored[from + 1];
      if (!applies || Float.isNaN(low) || Float.isNaN(high)) {
        channels[to] = (float) normal.sample();
        return false;
      }
      if (!(low >= 0 && low <= high && high <= 1)) {
        throw new IllegalArgumentException(
            "Cannot draw a number from (%s, %s): a stored number is an interval within (0, 1)"
                .formatted(low, high));
      }
      channels[to] = Gaussian.quantile(low + random.nextDouble() * ((double) high - low));
      return true;
    }

    private boolean codes(double[] shares, int group, int from, int to) {
      float value = stored[from];
      boolean known = !Float.isNaN(value);
      int level = known ? (int) value : draw(shares);
      if (level < 0 || level >= shares.length || (known && level != value)) {
        throw new IllegalArgumentException(
            "Cannot use %s as a level of group %d: it has the levels 0 to %d"
                .formatted(value, group, shares.length - 1));
      }
      Arrays.fill(channels, to, to + shares.length, 0);
      channels[to + level] = 1;
      return known;
    }

    private int draw(double[] shares) {
      double left = random.nextDouble();
      int level = 0;
      while (level < shares.length - 1 && left >= shares[level]) {
        left -= shares[level];
        level++;
      }
      return level;
    }
  }
}
