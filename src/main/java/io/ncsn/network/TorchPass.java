package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.addmm_out;
import static org.bytedeco.pytorch.global.torch.mm_out;
import static org.bytedeco.pytorch.global.torch.mul_out;
import static org.bytedeco.pytorch.global.torch.sub_out;
import static org.bytedeco.pytorch.global.torch.sum_out;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/**
 * Computes the forward and backward pass of a plain network for a fixed number of rows. It applies
 * the chain rule layer by layer and writes into permanent buffers. This is faster than libtorch's
 * autograd, which builds and frees a graph at every step.
 */
class TorchPass implements AutoCloseable {
  private static final long BATCH_AXIS = 0;

  private final TorchLayers layers;
  private final TorchBuffers buffers = new TorchBuffers();
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

  private final Tensor target;
  private final Tensor weight;
  private final Tensor residual;
  private final FloatPointer inputMemory;
  private final FloatPointer outputMemory;
  private final FloatPointer targetMemory;
  private final FloatPointer weightMemory;
  private final FloatPointer deltaMemory;
  private final FloatPointer inputDeltaMemory;
  private final Tensor flatResidual;
  private final Tensor flatDelta;
  private final TorchDot dot = new TorchDot(buffers);

  /** Weights of the rows in the mean loss. */
  private final float[] weights;

  TorchPass(NetworkSpec spec, TorchLayers layers, int rows) {
    this.layers = layers;
    this.activation = new TorchActivation(spec.activation(), buffers);
    List<Layer> all = spec.layers();
    int widest =
        all.stream().mapToInt(layer -> Math.max(layer.in(), layer.out())).max().orElseThrow();
    Tensor[] turns = {buffers.empty((long) rows * widest), buffers.empty((long) rows * widest)};
    for (Layer layer : all) {
      inputs.add(buffers.empty(rows, layer.in()));
      outputs.add(buffers.empty(rows, layer.out()));
      Tensor delta = matrix(turns[deltas.size() % 2], rows, layer.out());
      deltas.add(delta);
      transposedDeltas.add(buffers.own(delta.t()));
    }
    inputDelta = matrix(turns[1], rows, spec.inputs());
    int last = layers.size() - 1;
    target = buffers.empty(rows, spec.outputs());
    weight = buffers.empty(rows, 1);
    residual = buffers.empty(rows, spec.outputs());
    inputMemory = buffers.memory(inputs.get(0));
    outputMemory = buffers.memory(outputs.get(last));
    targetMemory = buffers.memory(target);
    weightMemory = buffers.memory(weight);
    deltaMemory = buffers.memory(deltas.get(last));
    inputDeltaMemory = buffers.memory(inputDelta);
    flatResidual = buffers.own(residual.view(-1));
    flatDelta = buffers.own(deltas.get(last).view(-1));
    weights = new float[rows];
  }

  private Tensor matrix(Tensor memory, int rows, int columns) {
    return buffers.own(buffers.own(memory.narrow(0, 0, (long) rows * columns)).view(rows, columns));
  }

  /** Does the same as {@link Kernel#forward}. */
  void forward(float[] input, float[] output) {
    run(input);
    outputMemory.get(output, 0, Math.toIntExact(target.numel()));
  }

  /** Does the same as {@link Kernel#backward}. */
  void backward(float[] directions, float[] gradients) {
    deltaMemory.put(directions, 0, Math.toIntExact(target.numel()));
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      deltaBelowActivation(layer);
      Tensor below = layer > 0 ? deltas.get(layer - 1) : inputDelta;
      mm_out(below, deltas.get(layer), layers.weight(layer));
    }
    inputDeltaMemory.get(gradients, 0, Math.toIntExact(inputs.get(0).numel()));
  }

  /**
   * Does the same as {@link Kernel#lossAndGradient(Minibatch)} for a score network, but writes into
   * {@code gradient}.
   */
  double lossAndGradient(Minibatch batch, TorchLayers gradient) {
    run(batch.input);
    targetMemory.put(batch.target);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = batch.weight[i] / weights.length;
    }
    weightMemory.put(weights);
    int last = layers.size() - 1;
    Tensor delta = deltas.get(last);
    sub_out(residual, outputs.get(last), target);
    mul_out(delta, residual, weight);
    double loss = dot.of(flatResidual, flatDelta) / 2;
    for (int layer = last; layer >= 0; layer--) {
      deltaBelowActivation(layer);
      mm_out(gradient.weight(layer), transposedDeltas.get(layer), inputs.get(layer));
      sum_out(gradient.bias(layer), deltas.get(layer), BATCH_AXIS);
      if (layer > 0) {
        mm_out(deltas.get(layer - 1), deltas.get(layer), layers.weight(layer));
      }
    }
    return loss;
  }

  @Override
  public void close() {
    buffers.close();
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

  private void run(float[] input) {
    inputMemory.put(input, 0, Math.toIntExact(inputs.get(0).numel()));
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
}
