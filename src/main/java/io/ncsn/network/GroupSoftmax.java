package io.ncsn.network;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/**
 * Computes the softmax of each category in a few rows. libtorch computes the exponentials of all
 * rows at once; the rest is a pass over short sums, which Java does.
 */
final class GroupSoftmax {
  private final MixedChannels channels;
  private final Tensor exponentials;
  private final FloatPointer memory;

  /**
   * Allocates memory.
   *
   * @param most greatest number of rows
   */
  GroupSoftmax(MixedChannels channels, int most, TorchBuffers buffers) {
    this.channels = channels;
    exponentials = buffers.empty((long) most * channels.levels());
    exponentials.zero_(); // what a shorter call leaves is computed too
    memory = channels.levels() > 0 ? buffers.memory(exponentials) : null;
  }

  /**
   * Computes log-probabilities and probabilities.
   *
   * @param logits [rows, levels]; overwritten by log-probabilities
   * @param probabilities [rows, levels]; overwritten
   */
  void of(float[] logits, float[] probabilities, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int code = 0; code < channels.categories(); code++) {
        int from = row * channels.levels() + channels.codeStart[code];
        subtractGreatest(logits, from, from + channels.codeSize[code]);
      }
    }
    normalise(logits, probabilities, rows);
  }

  /** Does the same for logits of which none is far above 0, and in each category one is near it. */
  void normalise(float[] logits, float[] probabilities, int rows) {
    if (memory == null) {
      return;
    }
    memory.put(logits, 0, rows * channels.levels());
    exponentials.exp_();
    memory.get(probabilities, 0, rows * channels.levels());
    for (int row = 0; row < rows; row++) {
      for (int code = 0; code < channels.categories(); code++) {
        int from = row * channels.levels() + channels.codeStart[code];
        normalise(logits, probabilities, from, from + channels.codeSize[code]);
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
