package io.ncsn.network;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/**
 * Computes the softmax of each category in a fixed number of rows. libtorch computes the
 * exponentials of all rows at once; the rest is a pass over short sums, which Java does.
 */
final class GroupSoftmax {
  private final MixedChannels channels;
  private final int rows;
  private final Tensor exponentials;
  private final FloatPointer memory;

  GroupSoftmax(MixedChannels channels, int rows, TorchBuffers buffers) {
    this.channels = channels;
    this.rows = rows;
    exponentials = buffers.empty((long) rows * channels.levels());
    memory = channels.levels() > 0 ? buffers.memory(exponentials) : null;
  }

  /**
   * Computes log-probabilities and probabilities.
   *
   * @param logits [rows, levels]; overwritten by log-probabilities
   * @param probabilities [rows, levels]; overwritten
   */
  void of(float[] logits, float[] probabilities) {
    if (memory == null) {
      return;
    }
    forEachCategory((from, to) -> subtractGreatest(logits, from, to));
    memory.put(logits, 0, rows * channels.levels());
    exponentials.exp_();
    memory.get(probabilities, 0, rows * channels.levels());
    forEachCategory((from, to) -> normalise(logits, probabilities, from, to));
  }

  private interface Work {
    void of(int from, int to);
  }

  private void forEachCategory(Work work) {
    for (int row = 0; row < rows; row++) {
      int at = row * channels.levels();
      for (int code = 0; code < channels.categories(); code++) {
        int from = at + channels.codeStart[code];
        work.of(from, from + channels.codeSize[code]);
      }
    }
  }

  private static void subtractGreatest(float[] logits, int from, int to) {
    float greatest = logits[from];
    for (int i = from + 1; i < to; i++) {
      greatest = Math.max(greatest, logits[i]);
    }
    for (int i = from; i < to; i++) {
      logits[i] -= greatest;
    }
  }

  private static void normalise(float[] logits, float[] probabilities, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += probabilities[i];
    }
    float logarithm = (float) Math.log(sum);
    float factor = (float) (1 / sum);
    for (int i = from; i < to; i++) {
      logits[i] -= logarithm;
      probabilities[i] *= factor;
    }
  }
}
