package io.ncsn.channels;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Spread;

/**
 * Reads sampled channels as stored rows: the other way of {@link RowExpander}. A code becomes the
 * level with the greatest channel. A spread number becomes u = Φ(z), as both ends of its interval.
 */
public final class ChannelReader {
  private final ChannelLayout layout;

  /** Makes a reader of rows of {@code layout}. */
  public ChannelReader(ChannelLayout layout) {
    this.layout = layout;
  }

  /**
   * Reads {@code count} rows. A number is read also in rows to which it does not apply; their state
   * says so.
   *
   * @param channels row-major [count, channel width]; not changed
   * @param stored row-major [count, stored width]; overwritten
   */
  public void read(float[] channels, int count, float[] stored) {
    int from = 0;
    int to = 0;
    for (int row = 0; row < count; row++) {
      for (ChannelGroup group : layout.groups()) {
        if (group instanceof Codes codes) {
          stored[to] = greatest(channels, from, codes.levels());
        } else if (group instanceof Spread) {
          stored[to] = Gaussian.cumulative(channels[from]);
          stored[to + 1] = stored[to];
        } else {
          System.arraycopy(channels, from, stored, to, group.channelWidth());
        }
        from += group.channelWidth();
        to += group.storedWidth();
      }
    }
  }

  private static int greatest(float[] channels, int from, int levels) {
    int best = 0;
    for (int level = 1; level < levels; level++) {
      if (channels[from + level] > channels[from + best]) {
        best = level;
      }
    }
    return best;
  }
}
