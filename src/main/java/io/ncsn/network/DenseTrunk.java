package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Passes a fixed number of rows forward and backward through dense layers, for training. Input,
 * output and gradients are in single precision.
 */
interface DenseTrunk {
  /** Returns the network's input, [rows, in], which the caller writes. */
  Tensor input();

  /** Returns the network's output, [rows, out], after {@link #forward}. */
  Tensor output();

  /**
   * Returns the gradient by the output, [rows, out], which the caller writes before a pass back.
   */
  Tensor delta();

  /** Computes the output from the input. */
  void forward();

  /** Computes the gradient by the parameters from that by the output. */
  void backward(TorchLayers gradient);

  /**
   * Makes the passes.
   *
   * @param shapes the layers' widths
   * @param layers their parameters
   * @param buffers owner of the memory
   */
  static DenseTrunk of(
      List<Layer> shapes,
      Activation activation,
      TorchLayers layers,
      int rows,
      Precision precision,
      TorchBuffers buffers) {
    return switch (precision) {
      case FLOAT32 -> new TorchTrunk(shapes, activation, layers, rows, buffers);
      case BFLOAT16 -> new Bfloat16Trunk(shapes, activation, layers, rows, buffers);
    };
  }
}
