package io.ncsn.network;

import java.util.Arrays;

/**
 * What the layers of a network of mixed rows read, made from a part of the noised rows at a time in
 * Java. The part's values are {@link PartColumns}. The arrays are overwritten for each part.
 */
final class MixedInput {
  private static final int ROWS = PartColumns.ROWS;

  /** Width of the layers' input, and whether it has flags. */
  private final int inputs;

  private final boolean flagged;
  private final MixedChannels channels;
  private final GroupSoftmax softmax;

  /** The layers' input, row-major [ROWS, inputs]. The embedding's places are left free. */
  final float[] input;

  /** The embedding's variable (ln σ)/4, [ROWS]. */
  final float[] level = new float[ROWS];

  /** r = ln q − ln π within ±10 of the paired levels, row-major [ROWS, paired levels]. */
  final float[] evidence;

  /** For each level its place among the paired levels; −1 if it is none of them. */
  private final int[] paired;

  /** The rows' channels, their flags, and what the layers read of them. */
  private final float[] noised;

  private final float[] flags;
  private final float[] data;
  private final float[] posterior;
  private final float[] evidenceColumns;

  /** 1/√(1 + σ²) and 1/σ² of the rows, and what a given cell has in their place. */
  private final float[] factor = new float[ROWS];

  private final float[] precision = new float[ROWS];
  private final float[] chosen = new float[ROWS];
  private final float[] greatest = new float[ROWS];

  /** π, ln π and the factor of each level's input. */
  private final float[] prior;

  private final float[] logPrior;
  private final float[] scale;

  /** Allocates memory. */
  MixedInput(MixedSpec spec, MixedChannels channels, TorchBuffers buffers) {
    inputs = spec.inputs();
    flagged = spec.flagged();
    this.channels = channels;
    softmax = new GroupSoftmax(channels, buffers);
    input = PartColumns.empty(inputs);
    noised = PartColumns.empty(channels.width);
    flags = PartColumns.empty(channels.cells);
    data = PartColumns.empty(channels.width);
    posterior = PartColumns.empty(channels.levels());
    int[] levels = spec.pairedLevels();
    paired = new int[channels.levels()];
    Arrays.fill(paired, -1);
    for (int i = 0; i < levels.length; i++) {
      paired[levels[i]] = i;
    }
    evidence = PartColumns.empty(levels.length);
    evidenceColumns = PartColumns.empty(levels.length);
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
   * @param own ln q, the log-posterior of each category's own channels, [levels, ROWS]; overwritten
   */
  void prepare(float[] noised, double[] sigma, float[] given, int first, int count, float[] own) {
    PartColumns.read(noised, first * channels.width, channels.width, count, this.noised);
    if (given != null) {
      PartColumns.read(given, first * channels.cells, channels.cells, count, flags);
    }
    for (int i = 0; i < count; i++) {
      double s = sigma[first + i];
      level[i] = (float) MixedEmbedding.variable(s);
      factor[i] = (float) (1 / Math.sqrt(1 + s * s));
      precision[i] = (float) (1 / (s * s));
    }
    numbers(given != null);
    for (int code = 0; code < channels.categories(); code++) {
      category(code, given != null, own);
    }
    softmax.normalise(own, posterior);
    levels(own);
    PartColumns.write(data, channels.width, count, input, 0, inputs);
    int width = evidence.length / ROWS;
    PartColumns.write(evidenceColumns, width, count, evidence, 0, width);
    if (flagged) {
      flags(given, first, count);
    }
  }

  private void numbers(boolean given) {
    for (int j = 0; j < channels.numbers(); j++) {
      float[] kept = given ? where(channels.numberCell[j], 1, factor) : factor;
      int from = channels.numberChannel[j] * ROWS;
      int to = j * ROWS;
      for (int i = 0; i < ROWS; i++) {
        data[to + i] = kept[i] * noised[from + i];
      }
    }
  }

  /** Returns {@code value} for rows that are given a cell, and {@code otherwise} for the others. */
  private float[] where(int cell, float value, float[] otherwise) {
    int flag = cell * ROWS;
    for (int i = 0; i < ROWS; i++) {
      chosen[i] = flags[flag + i] * value + (1 - flags[flag + i]) * otherwise[i];
    }
    return chosen;
  }

  /**
   * Writes (x̃ₖ − max x̃)/σ² + ln πₖ, which is ln q up to a constant. It is never above 0, and the
   * differences between likely levels keep their digits.
   */
  private void category(int code, boolean given, float[] own) {
    float certain = (float) (1 / MixedGraphInput.GIVEN_VARIANCE);
    float[] sharpness = given ? where(channels.codeCell[code], certain, precision) : precision;
    int from = channels.codeChannel[code] * ROWS;
    int to = channels.codeStart[code] * ROWS;
    System.arraycopy(noised, from, greatest, 0, ROWS);
    for (int k = 1; k < channels.codeSize[code]; k++) {
      for (int i = 0; i < ROWS; i++) {
        greatest[i] = Math.max(greatest[i], noised[from + k * ROWS + i]);
      }
    }
    for (int k = 0; k < channels.codeSize[code]; k++) {
      float constant = logPrior[channels.codeStart[code] + k];
      int at = k * ROWS;
      for (int i = 0; i < ROWS; i++) {
        own[to + at + i] = (noised[from + at + i] - greatest[i]) * sharpness[i] + constant;
      }
    }
  }

  private void levels(float[] own) {
    int to = channels.numbers() * ROWS;
    for (int k = 0; k < channels.levels(); k++) {
      int at = k * ROWS;
      float share = prior[k];
      float unit = scale[k];
      for (int i = 0; i < ROWS; i++) {
        data[to + at + i] = (posterior[at + i] - share) * unit;
      }
      if (paired[k] >= 0) {
        evidence(own, k, paired[k] * ROWS);
      }
    }
  }

  private void evidence(float[] own, int level, int to) {
    float most = PairEffects.MOST_EVIDENCE;
    float logarithm = logPrior[level];
    int at = level * ROWS;
    for (int i = 0; i < ROWS; i++) {
      evidenceColumns[to + i] = Math.max(-most, Math.min(most, own[at + i] - logarithm));
    }
  }

  private void flags(float[] given, int first, int count) {
    int cells = channels.cells;
    for (int i = 0; i < count; i++) {
      int to = i * inputs + channels.width;
      for (int cell = 0; cell < cells; cell++) {
        input[to + cell] = given == null ? 0 : given[(first + i) * cells + cell];
      }
    }
  }
}
