package io.ncsn.network;

/**
 * The loss of mixed rows by the network's outputs: [Σ over numbers of (F − t)² + Σ over categories
 * of cross-entropy / entropy] / number of terms, averaged over the rows.
 */
final class MixedLoss {
  private static final int ROWS = PartColumns.ROWS;

  private final MixedChannels channels;
  private final float[] delta;

  /** Allocates memory. */
  MixedLoss(MixedChannels channels) {
    this.channels = channels;
    delta = PartColumns.empty(channels.width);
  }

  /**
   * Returns the gradient by the outputs after {@link #of}: numbers, then levels, [count, width].
   */
  float[] delta() {
    return delta;
  }

  /**
   * Computes the share of {@code count} rows from {@code first} on in the mean loss of {@code
   * batch}, and its gradient.
   *
   * @param output F of the numbers, as {@link PartColumns}
   * @param logProbabilities as columns, [levels, ROWS]
   * @param probabilities as columns, [levels, ROWS]
   */
  double of(
      MixedBatch batch,
      int first,
      int count,
      float[] output,
      float[] logProbabilities,
      float[] probabilities) {
    double share = 1.0 / ((double) channels.terms * batch.rows);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += numbers(batch, first + i, i, output, share);
      sum += categories(batch, first + i, i, logProbabilities, probabilities, share);
    }
    return sum * share;
  }

  private double numbers(MixedBatch batch, int row, int place, float[] output, double share) {
    double total = 1 + batch.sigma[row] * batch.sigma[row];
    double ofClean = Math.sqrt(total) / batch.sigma[row];
    double ofNoised = -ofClean / total;
    int at = row * channels.width;
    double sum = 0;
    for (int j = 0; j < channels.numbers(); j++) {
      int channel = at + channels.numberChannel[j];
      double target = ofClean * batch.clean[channel] + ofNoised * batch.noised[channel];
      double error = output[j * ROWS + place] - target;
      double weight = batch.weight[row * channels.groups + channels.numberGroup[j]];
      sum += weight * error * error;
      delta[place * channels.width + j] = (float) (2 * share * weight * error);
    }
    return sum;
  }

  private double categories(
      MixedBatch batch,
      int row,
      int place,
      float[] logProbabilities,
      float[] probabilities,
      double share) {
    double sum = 0;
    for (int code = 0; code < channels.categories(); code++) {
      int start = channels.codeStart[code];
      int from = start * ROWS + place;
      int to = place * channels.width + channels.numbers() + start;
      int clean = row * channels.width + channels.codeChannel[code];
      double weight =
          channels.codeWeight[code]
              * batch.weight[row * channels.groups + channels.codeGroup[code]];
      float factor = (float) (weight * share);
      for (int k = 0; k < channels.codeSize[code]; k++) {
        float y = batch.clean[clean + k];
        delta[to + k] = factor * (probabilities[from + k * ROWS] - y);
        sum -= y == 0 ? 0 : weight * logProbabilities[from + k * ROWS];
      }
    }
    return sum;
  }
}
