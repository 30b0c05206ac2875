package io.ncsn.network;

/** Levels that no row has: the others of their category share the whole probability. */
final class BarredLevels {
  /** Least probability of the levels that are not barred, by which theirs can be divided. */
  private static final double LEAST_LEFT = 1e-30;

  private final MixedChannels channels;
  private final boolean[] barred;

  /**
   * Makes them.
   *
   * @param barred whether each channel of a row is such a level, [dimension]
   */
  BarredLevels(MixedChannels channels, boolean[] barred) {
    this.channels = channels;
    this.barred = barred.clone();
  }

  /** Leaves the levels out of denoised rows, row-major [count, dimension]. */
  void leaveOut(float[] denoised) {
    for (int code = 0; code < channels.categories(); code++) {
      int first = channels.codeChannel[code];
      int size = channels.codeSize[code];
      for (int at = first; at < denoised.length; at += channels.width) {
        leaveOut(denoised, at, first, size);
      }
    }
  }

  /** Shares the probability of barred levels among the others of a category. */
  private void leaveOut(float[] denoised, int at, int first, int size) {
    double left = 0;
    int open = 0;
    for (int k = 0; k < size; k++) {
      left += barred[first + k] ? 0 : denoised[at + k];
      open += barred[first + k] ? 0 : 1;
    }
    if (open == size || open == 0) {
      return;
    }
    for (int k = 0; k < size; k++) {
      double share = left > LEAST_LEFT ? denoised[at + k] / left : 1.0 / open;
      denoised[at + k] = barred[first + k] ? 0 : (float) share;
    }
  }
}
