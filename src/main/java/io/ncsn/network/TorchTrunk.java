package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.addmm_out;
import static org.bytedeco.pytorch.global.torch.mm_out;
import static org.bytedeco.pytorch.global.torch.sum_out;

import io.ncsn.network.NetworkSettings.Activation;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Passes a fixed number of rows forward and backward through dense layers. It applies the chain
 * rule layer by layer and writes into permanent buffers. This is faster than libtorch's autograd,
 * which builds and frees a graph at every step.
 */
final class TorchTrunk implements DenseTrunk {
  private static final long BATCH_AXIS = 0;

  private final TorchLayers layers;
  private final TorchActivation activation;

  /** The input of each layer: the network's input, then the activations of the previous layer. */
  private final List<Tensor> inputs = new ArrayList<>();

  /** The result of each layer before its activation. The last is the network's output. */
  private final List<Tensor> outputs = new ArrayList<>();

  /**
   * Gradients of the loss by {@link #outputs}, and their transposes. Layers alternate between two
   * blocks of memory, so that more of it stays in the cache.
   */
  private final List<Tensor> deltas = new ArrayList<>();

  private final List<Tensor> transposedDeltas = new ArrayList<>();

  /** Gradients by the network's input. Training does not use them. */
  private final Tensor inputDelta;

  /**
   * Makes the passes.
   *
   * @param shapes the layers' widths
   * @param layers their parameters
   * @param buffers owner of the memory
   */
  TorchTrunk(
      List<Layer> shapes,
      Activation activation,
      TorchLayers layers,
      int rows,
      TorchBuffers buffers) {
    this.layers = layers;
    this.activation = new TorchActivation(activation, buffers);
    int widest =
        shapes.stream().mapToInt(layer -> Math.max(layer.in(), layer.out())).max().orElseThrow();
    Tensor[] turns = {buffers.empty((long) rows * widest), buffers.empty((long) rows * widest)};
    for (Layer layer : shapes) {
      inputs.add(buffers.empty(rows, layer.in()));
      outputs.add(buffers.empty(rows, layer.out()));
      Tensor delta = matrix(turns[deltas.size() % 2], rows, layer.out(), buffers);
      deltas.add(delta);
      transposedDeltas.add(buffers.own(delta.t()));
    }
    inputDelta = matrix(turns[1], rows, shapes.get(0).in(), buffers);
  }

  private static Tensor matrix(Tensor memory, int rows, int columns, TorchBuffers buffers) {
    return buffers.own(buffers.own(memory.narrow(0, 0, (long) rows * columns)).view(rows, columns));
  }

  @Override
  public Tensor input() {
    return inputs.get(0);
  }

  @Override
  public Tensor output() {
    return outputs.get(layers.size() - 1);
  }

  @Override
  public Tensor delta() {
    return deltas.get(layers.size() - 1);
  }

  /** Returns the gradient by the input, [rows, in], after {@link #backwardToInput}. */
  Tensor inputDelta() {
    return inputDelta;
  }

  @Override
  public void forward() {
    for (int layer = 0; layer < layers.size(); layer++) {
      addmm_out(
          outputs.get(layer),
          layers.bias(layer),
          inputs.get(layer),
          layers.transposedWeight(layer));
      if (layer < layers.size() - 1) {
        activation.forward(inputs.get(layer + 1), outputs.get(layer));
      }
    }
  }

  @Override
  public void backward(TorchLayers gradient) {
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      deltaBelowActivation(layer);
      mm_out(gradient.weight(layer), transposedDeltas.get(layer), inputs.get(layer));
      sum_out(gradient.bias(layer), deltas.get(layer), BATCH_AXIS);
      if (layer > 0) {
        mm_out(deltas.get(layer - 1), deltas.get(layer), layers.weight(layer));
      }
    }
  }

  /** Computes the gradient by the input from that by the output. */
  void backwardToInput() {
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      deltaBelowActivation(layer);
      Tensor below = layer > 0 ? deltas.get(layer - 1) : inputDelta;
      mm_out(below, deltas.get(layer), layers.weight(layer));
    }
  }

  /**
   * Computes the derivative of the activation behind a layer, at the last {@link #forward}.
   *
   * @param ones [rows, out]
   * @param slopes [rows, out]; overwritten
   */
  void slope(int layer, Tensor ones, Tensor slopes) {
    activation.backward(slopes, ones, outputs.get(layer), inputs.get(layer + 1));
  }

  /**
   * Multiplies the gradient by a layer's activations with the activation's derivative, in place.
   */
  private void deltaBelowActivation(int layer) {
    if (layer < layers.size() - 1) {
      Tensor delta = deltas.get(layer);
      activation.backward(delta, delta, outputs.get(layer), inputs.get(layer + 1));
    }
  }
}
