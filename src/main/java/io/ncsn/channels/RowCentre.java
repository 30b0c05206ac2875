package io.ncsn.channels;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Spread;
import java.util.Arrays;

/**
 * Expands stored rows to the channels in the middle of what they may be: a number to the z of the
 * middle of its interval, and one that does not apply to the row to 0. Nothing is drawn.
 */
public final class RowCentre {
  private final ChannelLayout layout;

  /** Makes an expander of rows of {@code layout}. */
  public RowCentre(ChannelLayout layout) {
    this.layout = layout;
  }

  /**
   * Expands one row.
   *
   * @param stored holds the row from {@code from} on
   * @param channels gets its channels from {@code to} on; zeros if the row is not known whole
   * @return whether the row is known whole
   */
  public boolean expand(double[] stored, int from, float[] channels, int to) {
    for (int group = 0; group < layout.columns(); group++) {
      int at = from + layout.storedOffset(group);
      int channel = to + layout.channelOffset(group);
      if (!expand(group, stored, from, at, channels, channel)) {
        Arrays.fill(channels, to, to + layout.channelWidth(), 0);
        return false;
      }
    }
    return true;
  }

  private boolean expand(
      int group, double[] stored, int row, int at, float[] channels, int channel) {
    if (layout.groups().get(group) instanceof Codes codes) {
      int level = (int) stored[at];
      if (Double.isNaN(stored[at]) || level < 0 || level >= codes.levels()) {
        return false;
      }
      channels[channel + level] = 1;
      return true;
    }
    if (layout.groups().get(group) instanceof Spread spread) {
      boolean applies =
          !spread.hasState()
              || stored[row + layout.storedOffset(spread.state())] == spread.regular();
      double middle = (stored[at] + stored[at + 1]) / 2;
      channels[channel] = applies && Double.isFinite(middle) ? Gaussian.quantile(middle) : 0;
      return !applies || Double.isFinite(middle);
    }
    int width = layout.groups().get(group).channelWidth();
    boolean finite = true;
    for (int j = 0; j < width; j++) {
      channels[channel + j] = (float) stored[at + j];
      finite &= Double.isFinite(stored[at + j]);
    }
    return finite;
  }
}
