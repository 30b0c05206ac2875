package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.addmm_out;
import static org.bytedeco.pytorch.global.torch.mm_out;
import static org.bytedeco.pytorch.global.torch.sum_out;

import io.ncsn.network.NetworkSettings.Activation;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * As {@link TorchTrunk}, with weights, activations and gradients of 16 bits (Kalamkar et al. 2019,
 * arXiv:1905.12322). The parameters stay in single precision: each pass rounds them anew, and the
 * gradients by them are handed back in single precision, so that small steps are not lost. Products
 * are summed in single precision.
 */
final class Bfloat16Trunk implements DenseTrunk {
  private static final long BATCH_AXIS = 0;

  private final TorchLayers layers;
  private final TorchBuffers buffers;
  private final TorchActivation activation;
  private final Tensor input;
  private final Tensor output;
  private final Tensor delta;

  /** The weights of each layer, [out, in] and transposed, its bias, and the weights' gradient. */
  private final List<Tensor> weights = new ArrayList<>();

  private final List<Tensor> transposedWeights = new ArrayList<>();
  private final List<Tensor> biases = new ArrayList<>();
  private final List<Tensor> gradients = new ArrayList<>();

  /** The input of each layer, its result before the activation, and the gradient by that. */
  private final List<Tensor> inputs = new ArrayList<>();

  private final List<Tensor> outputs = new ArrayList<>();
  private final List<Tensor> deltas = new ArrayList<>();
  private final List<Tensor> transposedDeltas = new ArrayList<>();

  /** Makes the passes; see {@link DenseTrunk#of}. */
  Bfloat16Trunk(
      List<Layer> shapes,
      Activation activation,
      TorchLayers layers,
      int rows,
      TorchBuffers buffers) {
    this.layers = layers;
    this.buffers = buffers;
    this.activation = new TorchActivation(activation, buffers);
    input = buffers.empty(rows, shapes.get(0).in());
    output = buffers.empty(rows, shapes.get(shapes.size() - 1).out());
    delta = buffers.empty(rows, shapes.get(shapes.size() - 1).out());
    for (Layer layer : shapes) {
      weights.add(half(layer.out(), layer.in()));
      transposedWeights.add(buffers.own(weights.get(weights.size() - 1).t()));
      biases.add(half(layer.out()));
      gradients.add(half(layer.out(), layer.in()));
      inputs.add(half(rows, layer.in()));
      outputs.add(half(rows, layer.out()));
      deltas.add(half(rows, layer.out()));
      transposedDeltas.add(buffers.own(deltas.get(deltas.size() - 1).t()));
    }
  }

  private Tensor half(long... shape) {
    try (PointerScope scope = new PointerScope()) {
      return buffers.own(torch.empty(shape).to(ScalarType.BFloat16));
    }
  }

  @Override
  public Tensor input() {
    return input;
  }

  @Override
  public Tensor output() {
    return output;
  }

  @Override
  public Tensor delta() {
    return delta;
  }

  @Override
  public void forward() {
    inputs.get(0).copy_(input);
    for (int layer = 0; layer < layers.size(); layer++) {
      weights.get(layer).copy_(layers.weight(layer));
      biases.get(layer).copy_(layers.bias(layer));
      addmm_out(
          outputs.get(layer), biases.get(layer), inputs.get(layer), transposedWeights.get(layer));
      if (layer < layers.size() - 1) {
        activation.forward(inputs.get(layer + 1), outputs.get(layer));
      }
    }
    output.copy_(outputs.get(layers.size() - 1));
  }

  @Override
  public void backward(TorchLayers gradient) {
    int last = layers.size() - 1;
    deltas.get(last).copy_(delta);
    for (int layer = last; layer >= 0; layer--) {
      Tensor here = deltas.get(layer);
      if (layer < last) {
        activation.backward(here, here, outputs.get(layer), inputs.get(layer + 1));
      }
      mm_out(gradients.get(layer), transposedDeltas.get(layer), inputs.get(layer));
      gradient.weight(layer).copy_(gradients.get(layer));
      sum_out(gradient.bias(layer), here, BATCH_AXIS);
      if (layer > 0) {
        mm_out(deltas.get(layer - 1), here, weights.get(layer));
      }
    }
  }
}
