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
    for (int row = 0; row < rows; row++) {
      for (int code = 0; code < channels.categories(); code++) {
        int from = row * channels.levels() + channels.codeStart[code];
        subtractGreatest(logits, from, from + channels.codeSize[code]);
      }
    }
    normalise(logits, probabilities);
  }

  /** Does the same for logits of which none is far above 0, and in each category one is near it. */
  void normalise(float[] logits, float[] probabilities) {
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
