package io.ncsn.network;

/**
 * The loss of mixed rows by the network's outputs: [Σ over numbers of (F − t)² + Σ over categories
 * of cross-entropy / entropy] / number of terms, averaged over the rows.
 */
final class MixedLoss {
  private final MixedChannels channels;
  private final int rows;
  private final float[] delta;

  MixedLoss(MixedChannels channels, int rows) {
    this.channels = channels;
    this.rows = rows;
    delta = new float[rows * channels.width];
  }

  /** Returns the gradient by the outputs after {@link #of}: numbers, then levels, [rows, width]. */
  float[] delta() {
    return delta;
  }

  /**
   * Computes the mean loss and its gradient.
   *
   * @param output F: the numbers' outputs come first, [rows, width]
   * @param logProbabilities [rows, levels]
   * @param probabilities [rows, levels]
   */
  double of(MixedBatch batch, float[] output, float[] logProbabilities, float[] probabilities) {
    double share = 1.0 / ((double) channels.terms * rows);
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += numbers(batch, row, output, share);
      sum += categories(batch, row, logProbabilities, probabilities, share);
    }
    return sum * share;
  }

  private double numbers(MixedBatch batch, int row, float[] output, double share) {
    double total = 1 + batch.sigma[row] * batch.sigma[row];
    double ofClean = Math.sqrt(total) / batch.sigma[row];
    double ofNoised = -ofClean / total;
    int at = row * channels.width;
    double sum = 0;
    for (int j = 0; j < channels.numbers(); j++) {
      int channel = at + channels.numberChannel[j];
      double target = ofClean * batch.clean[channel] + ofNoised * batch.noised[channel];
      double error = output[at + j] - target;
      double weight = batch.weight[row * channels.groups + channels.numberGroup[j]];
      sum += weight * error * error;
      delta[at + j] = (float) (2 * share * weight * error);
    }
    return sum;
  }

  private double categories(
      MixedBatch batch, int row, float[] logProbabilities, float[] probabilities, double share) {
    double sum = 0;
    for (int code = 0; code < channels.categories(); code++) {
      int start = channels.codeStart[code];
      int from = row * channels.levels() + start;
      int to = row * channels.width + channels.numbers() + start;
      int clean = row * channels.width + channels.codeChannel[code];
      double weight =
          channels.codeWeight[code]
              * batch.weight[row * channels.groups + channels.codeGroup[code]];
      float factor = (float) (weight * share);
      for (int k = 0; k < channels.codeSize[code]; k++) {
        float y = batch.clean[clean + k];
        delta[to + k] = factor * (probabilities[from + k] - y);
        sum -= y == 0 ? 0 : weight * logProbabilities[from + k];
      }
    }
    return sum;
  }
}
