package io.ncsn.network;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/**
 * Computes the softmax of each category in a part's rows, which are {@link PartColumns}. libtorch
 * computes exponentials and logarithms; the rest is sums of columns, which Java does.
 */
final class GroupSoftmax {
  private static final int ROWS = PartColumns.ROWS;

  private final MixedChannels channels;
  private final Tensor exponentials;
  private final FloatPointer memory;
  private final Tensor logarithms;
  private final FloatPointer logarithmMemory;

  /** Σ exp of each category, and then its logarithm, [categories, ROWS]. */
  private final float[] sums;

  /** The number by which a category's columns are shifted or scaled, [ROWS]. */
  private final float[] change = new float[ROWS];

  /** Allocates memory. */
  GroupSoftmax(MixedChannels channels, TorchBuffers buffers) {
    this.channels = channels;
    boolean any = channels.levels() > 0;
    exponentials = buffers.empty((long) channels.levels() * ROWS);
    memory = any ? buffers.memory(exponentials) : null;
    logarithms = buffers.empty((long) channels.categories() * ROWS);
    logarithmMemory = any ? buffers.memory(logarithms) : null;
    sums = PartColumns.empty(channels.categories());
  }

  /**
   * Computes probabilities of logits.
   *
   * @param logits [levels, ROWS]; a number is subtracted from each row of a category
   * @param probabilities [levels, ROWS]; overwritten
   */
  void probabilities(float[] logits, float[] probabilities) {
    if (memory == null) {
      return;
    }
    for (int code = 0; code < channels.categories(); code++) {
      greatest(logits, code);
      for (int k = first(code); k < end(code); k += ROWS) {
        for (int i = 0; i < ROWS; i++) {
          logits[k + i] -= change[i];
        }
      }
    }
    exponentials(logits, probabilities);
  }

  /**
   * Computes log-probabilities and probabilities of logits of which none is far above 0, and in
   * each category one is near it, as {@link #probabilities} leaves them.
   *
   * @param logits [levels, ROWS]; overwritten by log-probabilities
   * @param probabilities [levels, ROWS]; overwritten
   */
  void normalise(float[] logits, float[] probabilities) {
    if (memory == null) {
      return;
    }
    exponentials(logits, probabilities);
    toLogProbabilities(logits);
  }

  /** Turns the logits of the last {@link #probabilities} into log-probabilities. */
  void toLogProbabilities(float[] logits) {
    if (memory == null) {
      return;
    }
    logarithmMemory.put(sums);
    logarithms.log_();
    logarithmMemory.get(sums);
    for (int code = 0; code < channels.categories(); code++) {
      int at = code * ROWS;
      for (int k = first(code); k < end(code); k += ROWS) {
        for (int i = 0; i < ROWS; i++) {
          logits[k + i] -= sums[at + i];
        }
      }
    }
  }

  private void greatest(float[] logits, int code) {
    int first = first(code);
    System.arraycopy(logits, first, change, 0, ROWS);
    for (int k = first + ROWS; k < end(code); k += ROWS) {
      for (int i = 0; i < ROWS; i++) {
        change[i] = Math.max(change[i], logits[k + i]);
      }
    }
  }

  private void exponentials(float[] logits, float[] probabilities) {
    memory.put(logits);
    exponentials.exp_();
    memory.get(probabilities);
    Arrays.fill(sums, 0);
    for (int code = 0; code < channels.categories(); code++) {
      int at = code * ROWS;
      for (int k = first(code); k < end(code); k += ROWS) {
        for (int i = 0; i < ROWS; i++) {
          sums[at + i] += probabilities[k + i];
        }
      }
      for (int i = 0; i < ROWS; i++) {
        change[i] = 1 / sums[at + i];
      }
      for (int k = first(code); k < end(code); k += ROWS) {
        for (int i = 0; i < ROWS; i++) {
          probabilities[k + i] *= change[i];
        }
      }
    }
  }

  private int first(int code) {
    return channels.codeStart[code] * ROWS;
  }

  private int end(int code) {
    return (channels.codeStart[code] + channels.codeSize[code]) * ROWS;
  }
}
