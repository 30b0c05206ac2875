package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.addmm_out;
import static org.bytedeco.pytorch.global.torch.mm_out;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/**
 * The product of the pair matrix A with the evidence r of a fixed number of rows, and the gradient
 * by A. If all levels are paired, libtorch adds the product to the layers' output. If only some
 * are, Java brings it to their places, a part of the rows at a time ({@link PartColumns}).
 */
final class PairProduct {
  private static final int ROWS = PartColumns.ROWS;

  /** The paired levels, and whether they are all. */
  private final int[] levels;

  private final boolean all;
  private final MixedChannels channels;

  /** r, [rows, paired levels]. */
  private final Tensor evidence;

  /** Aᵀ; null if the network has none. */
  private final Tensor transposed;

  /** A·r, and the transposed gradient of the paired levels' logits. */
  private final Tensor product;

  private final Tensor delta;
  private final FloatPointer evidenceMemory;
  private final FloatPointer productMemory;
  private final FloatPointer deltaMemory;

  /** A part's rows and columns of the paired levels. */
  private final float[] part;

  private final float[] columns;

  /**
   * Allocates memory.
   *
   * @param pairs A; null if the network has none
   * @param output the layers' output, [rows, width]
   * @param outputDelta its gradient
   */
  PairProduct(
      int[] levels,
      Tensor pairs,
      MixedChannels channels,
      Tensor output,
      Tensor outputDelta,
      TorchBuffers buffers) {
    this.levels = levels;
    this.channels = channels;
    all = levels.length == channels.levels();
    long rows = output.size(0);
    evidence = buffers.empty(rows, levels.length);
    transposed = pairs == null ? null : buffers.own(pairs.t());
    product = all ? ofLevels(output, buffers) : buffers.empty(rows, levels.length);
    Tensor deltas = all ? ofLevels(outputDelta, buffers) : buffers.empty(rows, levels.length);
    delta = buffers.own(deltas.t());
    boolean any = pairs != null; // an empty tensor has no memory
    evidenceMemory = any ? buffers.memory(evidence) : null;
    productMemory = any && !all ? buffers.memory(product) : null;
    deltaMemory = any && !all ? buffers.memory(deltas) : null;
    part = PartColumns.empty(levels.length);
    columns = PartColumns.empty(levels.length);
  }

  private Tensor ofLevels(Tensor matrix, TorchBuffers buffers) {
    return buffers.own(matrix.narrow(Torch.COLUMNS, channels.numbers(), channels.levels()));
  }

  /** Takes the evidence of {@code count} rows from {@code first} on, row-major. */
  void put(float[] evidence, int first, int count) {
    if (transposed != null) {
      put(evidence, first, count, evidenceMemory);
    }
  }

  private void put(float[] rows, int first, int count, FloatPointer memory) {
    memory.position((long) first * levels.length).put(rows, 0, count * levels.length);
  }

  /** Computes the products of all rows, and adds them to the layers' output if it can. */
  void forward() {
    if (transposed == null) {
      return;
    }
    if (all) {
      addmm_out(product, product, evidence, transposed);
    } else {
      mm_out(product, evidence, transposed);
    }
  }

  /** Adds the products of a part's rows to {@code logits}, [levels, ROWS], if they are not yet. */
  void add(int first, int count, float[] logits) {
    if (transposed == null || all) {
      return;
    }
    productMemory.position((long) first * levels.length).get(part, 0, count * levels.length);
    PartColumns.read(part, 0, levels.length, count, columns);
    for (int k = 0; k < levels.length; k++) {
      int to = levels[k] * ROWS;
      for (int i = 0; i < count; i++) {
        logits[to + i] += columns[k * ROWS + i];
      }
    }
  }

  /** Takes the gradient of a part's outputs, row-major [ROWS, width]. */
  void take(float[] outputDelta, int first, int count) {
    if (transposed == null || all) {
      return;
    }
    for (int i = 0; i < count; i++) {
      int from = i * channels.width + channels.numbers();
      for (int k = 0; k < levels.length; k++) {
        part[i * levels.length + k] = outputDelta[from + levels[k]];
      }
    }
    put(part, first, count, deltaMemory);
  }

  /** Writes the gradient by A, if the network has one. */
  void gradient(Tensor pairs) {
    if (pairs != null) {
      mm_out(pairs, delta, evidence);
    }
  }
}
