package io.ncsn.network;

/**
 * What the layers of a network of mixed rows read, made from noised rows in Java. The arrays are
 * overwritten for each block of rows.
 */
final class MixedInput {
  private final MixedSpec spec;
  private final MixedChannels channels;
  private final int rows;
  private final GroupSoftmax softmax;

  /** The layers' input, [rows, inputs]. The embedding's places are left free. */
  final float[] input;

  /** The embedding's variable (ln σ)/4, [rows]. */
  final float[] level;

  /** ln q, the log-posterior of each category's own channels, [rows, levels]. */
  final float[] own;

  /** r = ln q − ln π within ±10, [rows, levels]. */
  final float[] evidence;

  private final float[] posterior;

  MixedInput(MixedSpec spec, MixedChannels channels, int rows, TorchBuffers buffers) {
    this.spec = spec;
    this.channels = channels;
    this.rows = rows;
    softmax = new GroupSoftmax(channels, rows, buffers);
    input = new float[rows * spec.inputs()];
    level = new float[rows];
    own = new float[rows * channels.levels()];
    evidence = new float[own.length];
    posterior = new float[own.length];
  }

  /**
   * Prepares rows.
   *
   * @param noised row-major [rows, width]
   * @param sigma [rows]
   * @param given 1 for each given cell, [rows, cells]; null if no cell is given
   */
  void prepare(float[] noised, double[] sigma, float[] given) {
    for (int row = 0; row < rows; row++) {
      level[row] = (float) MixedEmbedding.variable(sigma[row]);
      numbers(row, noised, sigma[row], given);
      categories(row, noised, sigma[row], given);
      if (spec.flagged()) {
        flags(row, given);
      }
    }
    softmax.of(own, posterior);
    for (int row = 0; row < rows; row++) {
      levels(row);
    }
  }

  private void numbers(int row, float[] noised, double sigma, float[] given) {
    float factor = (float) (1 / Math.sqrt(1 + sigma * sigma));
    int from = row * channels.width;
    int to = row * spec.inputs();
    for (int j = 0; j < channels.numbers(); j++) {
      float x = noised[from + channels.numberChannel[j]];
      input[to + j] = isGiven(given, row, channels.numberCell[j]) ? x : factor * x;
    }
  }

  /** Writes x̃ₖ/σ² + ln πₖ up to a constant. Differences of large numbers are in double. */
  private void categories(int row, float[] noised, double sigma, float[] given) {
    for (int code = 0; code < channels.categories(); code++) {
      boolean isGiven = isGiven(given, row, channels.codeCell[code]);
      double precision = 1 / (isGiven ? MixedGraph.GIVEN_VARIANCE : sigma * sigma);
      int start = channels.codeStart[code];
      int from = row * channels.width + channels.codeChannel[code];
      int to = row * channels.levels() + start;
      double first = noised[from];
      for (int k = 0; k < channels.codeSize[code]; k++) {
        own[to + k] =
            (float) ((noised[from + k] - first) * precision + channels.logPrior[start + k]);
      }
    }
  }

  private void flags(int row, float[] given) {
    int cells = spec.cells();
    int to = row * spec.inputs() + channels.width;
    for (int cell = 0; cell < cells; cell++) {
      input[to + cell] = given == null ? 0 : given[row * cells + cell];
    }
  }

  private void levels(int row) {
    int levels = channels.levels();
    int to = row * spec.inputs() + channels.numbers();
    int from = row * levels;
    for (int k = 0; k < levels; k++) {
      input[to + k] = (float) ((posterior[from + k] - channels.prior[k]) * channels.scale[k]);
      double ratio = own[from + k] - channels.logPrior[k];
      evidence[from + k] =
          (float) Math.max(-MixedGraph.MOST_EVIDENCE, Math.min(MixedGraph.MOST_EVIDENCE, ratio));
    }
  }

  private boolean isGiven(float[] given, int row, int cell) {
    return given != null && given[row * channels.cells + cell] > 0;
  }
}
