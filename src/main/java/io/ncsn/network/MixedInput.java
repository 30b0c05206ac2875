package io.ncsn.network;

/**
 * What the layers of a network of mixed rows read, made from a few noised rows at a time in Java.
 * The arrays are overwritten for each few rows.
 */
final class MixedInput {
  /** Width of the layers' input, and whether it has flags. */
  private final int inputs;

  private final boolean flagged;
  private final MixedChannels channels;
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

  /** π, ln π and the factor of each level's input. */
  private final float[] prior;

  private final float[] logPrior;
  private final float[] scale;

  /**
   * Allocates memory.
   *
   * @param most greatest number of rows at a time
   */
  MixedInput(MixedSpec spec, MixedChannels channels, int most, TorchBuffers buffers) {
    inputs = spec.inputs();
    flagged = spec.flagged();
    this.channels = channels;
    softmax = new GroupSoftmax(channels, most, buffers);
    input = new float[most * inputs];
    level = new float[most];
    own = new float[most * channels.levels()];
    evidence = new float[own.length];
    posterior = new float[own.length];
    prior = singles(channels.prior);
    logPrior = singles(channels.logPrior);
    scale = singles(channels.scale);
  }

  private static float[] singles(double[] values) {
    float[] singles = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      singles[i] = (float) values[i];
    }
    return singles;
  }

  /**
   * Prepares {@code count} rows from {@code first} on.
   *
   * @param noised row-major [rows, width]
   * @param sigma [rows]
   * @param given 1 for each given cell, [rows, cells]; null if no cell is given
   */
  void prepare(float[] noised, double[] sigma, float[] given, int first, int count) {
    for (int i = 0; i < count; i++) {
      int row = first + i;
      level[i] = (float) MixedEmbedding.variable(sigma[row]);
      numbers(i, row, noised, sigma[row], given);
      categories(i, row, noised, sigma[row], given);
      if (flagged) {
        flags(i, row, given);
      }
    }
    softmax.normalise(own, posterior, count);
    for (int row = 0; row < count; row++) {
      levels(row);
    }
  }

  private void numbers(int place, int row, float[] noised, double sigma, float[] given) {
    float factor = (float) (1 / Math.sqrt(1 + sigma * sigma));
    int from = row * channels.width;
    int to = place * inputs;
    for (int j = 0; j < channels.numbers(); j++) {
      float x = noised[from + channels.numberChannel[j]];
      input[to + j] = isGiven(given, row, channels.numberCell[j]) ? x : factor * x;
    }
  }

  /**
   * Writes (x̃ₖ − max x̃)/σ² + ln πₖ, which is ln q up to a constant. It is never above 0, and the
   * differences between likely levels keep their digits.
   */
  private void categories(int place, int row, float[] noised, double sigma, float[] given) {
    for (int code = 0; code < channels.categories(); code++) {
      boolean isGiven = isGiven(given, row, channels.codeCell[code]);
      float precision = (float) (1 / (isGiven ? MixedGraph.GIVEN_VARIANCE : sigma * sigma));
      int start = channels.codeStart[code];
      int size = channels.codeSize[code];
      int from = row * channels.width + channels.codeChannel[code];
      int to = place * channels.levels() + start;
      float greatest = noised[from];
      for (int k = 1; k < size; k++) {
        greatest = Math.max(greatest, noised[from + k]);
      }
      for (int k = 0; k < size; k++) {
        own[to + k] = (noised[from + k] - greatest) * precision + logPrior[start + k];
      }
    }
  }

  private void flags(int place, int row, float[] given) {
    int cells = channels.cells;
    int to = place * inputs + channels.width;
    for (int cell = 0; cell < cells; cell++) {
      input[to + cell] = given == null ? 0 : given[row * cells + cell];
    }
  }

  private void levels(int row) {
    int levels = channels.levels();
    int to = row * inputs + channels.numbers();
    int from = row * levels;
    for (int k = 0; k < levels; k++) {
      input[to + k] = (posterior[from + k] - prior[k]) * scale[k];
    }
    float most = MixedGraph.MOST_EVIDENCE;
    for (int k = 0; k < levels; k++) {
      evidence[from + k] = Math.max(-most, Math.min(most, own[from + k] - logPrior[k]));
    }
  }

  private boolean isGiven(float[] given, int row, int cell) {
    return given != null && given[row * channels.cells + cell] > 0;
  }
}
