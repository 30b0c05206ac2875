package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.addmv_out;
import static org.bytedeco.pytorch.global.torch.mm_out;
import static org.bytedeco.pytorch.global.torch.mul_out;

import io.ncsn.network.NetworkSettings.Kind;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Computes tr ∇F of a plain network for a fixed number of rows, at the input of the last forward
 * pass. F is the output, and ∇ the derivative by the row's part of the input. The gradients of
 * several outputs go down through the layers at once, as one matrix for each layer.
 */
final class TorchTrace {
  /** Number of gradients in a matrix: more do not stay in the cache. */
  private static final int AT_ONCE = 1024;

  private static final int MOST_COLUMNS = 32;
  private static final long AXES = 0;

  private final TorchTrunk trunk;
  private final TorchLayers layers;
  private final int rows;
  private final TorchBuffers buffers;

  /** a′ of each hidden layer, [rows, width]. */
  private final List<Tensor> slopes = new ArrayList<>();

  private final List<Tensor> ones = new ArrayList<>();
  private final Tensor[] turns = new Tensor[2];
  private final Tensor traces;
  private final FloatPointer memory;
  private final List<Part> parts = new ArrayList<>();

  /**
   * Makes the computation.
   *
   * @param trunk has made the forward pass
   * @param layers its parameters
   * @param buffers owner of the memory
   */
  TorchTrace(
      NetworkSpec spec, TorchTrunk trunk, TorchLayers layers, int rows, TorchBuffers buffers) {
    this.trunk = trunk;
    this.layers = layers;
    this.rows = rows;
    this.buffers = buffers;
    this.traces = buffers.empty(rows);
    this.memory = buffers.memory(traces);
    int axesAtOnce = Math.min(spec.dimension(), Math.max(1, AT_ONCE / rows));
    int widest = 0;
    for (int layer = 0; layer < layers.size() - 1; layer++) {
      int width = Math.toIntExact(layers.weight(layer).size(0));
      slopes.add(buffers.empty(rows, width));
      Tensor one = buffers.empty(rows, width);
      one.fill_(buffers.own(new Scalar(1.0)));
      ones.add(one);
      widest = Math.max(widest, width);
    }
    for (int turn = 0; turn < turns.length; turn++) {
      turns[turn] = buffers.empty((long) axesAtOnce * rows * widest);
    }
    for (int axis = 0; axis < spec.dimension(); axis += axesAtOnce) {
      parts.add(new Part(axis, Math.min(axesAtOnce, spec.dimension() - axis)));
    }
  }

  /**
   * Computes the traces.
   *
   * @param found [rows]; overwritten
   */
  void of(double[] found) {
    for (int layer = 0; layer < slopes.size(); layer++) {
      trunk.slope(layer, ones.get(layer), slopes.get(layer));
    }
    traces.zero_();
    parts.forEach(Part::add);
    float[] singles = new float[rows];
    memory.get(singles);
    for (int i = 0; i < rows; i++) {
      found[i] = singles[i];
    }
  }

  /** Some of the axes. */
  private final class Part {
    /** The outputs' weights of the last hidden layer, [axes, 1, width]. */
    private final Tensor outputWeight;

    /** Gradients by the result of each hidden layer, [axes, rows, width] and [axes·rows, width]. */
    private final List<Tensor> blocks = new ArrayList<>();

    private final List<Tensor> matrices = new ArrayList<>();

    /** a′ of each hidden layer, [1, rows, width]. */
    private final List<Tensor> factors = new ArrayList<>();

    /** For each axis its gradients by the first layer's result, [rows, width]. */
    private final List<Tensor> ofAxes = new ArrayList<>();

    /** For each axis the first layer's weights of its input, [width]. */
    private final List<Tensor> inputWeights = new ArrayList<>();

    Part(int first, int count) {
      int last = layers.size() - 1;
      Tensor weights = buffers.own(layers.weight(last).narrow(AXES, first, count));
      outputWeight = buffers.own(weights.unsqueeze(1));
      for (int layer = 0; layer < last; layer++) {
        long width = layers.weight(layer).size(0);
        Tensor flat = buffers.own(turns[layer % 2].narrow(AXES, 0, (long) count * rows * width));
        blocks.add(buffers.own(flat.view(count, rows, width)));
        matrices.add(buffers.own(flat.view((long) count * rows, width)));
        factors.add(buffers.own(slopes.get(layer).unsqueeze(AXES)));
      }
      for (int axis = 0; axis < count; axis++) {
        ofAxes.add(buffers.own(blocks.get(0).select(AXES, axis)));
        inputWeights.add(buffers.own(layers.weight(0).select(1, (long) first + axis)));
      }
    }

    /** Adds these axes' shares to the traces. */
    void add() {
      int top = blocks.size() - 1;
      mul_out(blocks.get(top), outputWeight, factors.get(top));
      for (int layer = top - 1; layer >= 0; layer--) {
        mm_out(matrices.get(layer), matrices.get(layer + 1), layers.weight(layer + 1));
        mul_out(blocks.get(layer), blocks.get(layer), factors.get(layer));
      }
      for (int axis = 0; axis < ofAxes.size(); axis++) {
        addmv_out(traces, traces, ofAxes.get(axis), inputWeights.get(axis));
      }
    }
  }

  /** Returns whether it is meant for {@code spec}. Rows of more columns get estimated traces. */
  static boolean has(NetworkSpec spec) {
    return spec.kind() == Kind.SCORE
        && spec.layers().size() > 1
        && spec.dimension() <= MOST_COLUMNS;
  }
}
