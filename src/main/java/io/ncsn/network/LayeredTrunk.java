package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.linear;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** Dense layers under libtorch's autograd. */
final class LayeredTrunk implements Trunk {
  private final Layered architecture;
  private final TorchLayers variables;
  private final TorchActivation activation;

  LayeredTrunk(Layered architecture, TrunkSpec spec, Tensor flat, TorchBuffers buffers) {
    this.architecture = architecture;
    variables =
        TorchLayers.variables(architecture.layers(spec.inputs(), spec.outputs()), flat, buffers);
    activation = new TorchActivation(spec.activation(), buffers);
  }

  @Override
  public Tensor output(Tensor input) {
    return architecture.output(this, input);
  }

  @Override
  public List<Tensor> variables() {
    return variables.all();
  }

  /** Returns x·Wᵀ + b for the weights and biases of {@code layer}. */
  Tensor dense(int layer, Tensor x) {
    return linear(x, variables.weight(layer), new TensorOptional(variables.bias(layer)));
  }

  /** Returns (x − mean)/√(variance + ε)·gain + shift for each row. */
  Tensor normalised(int layer, Tensor x) {
    return layer_norm(
        x,
        new long[] {variables.gain(layer).numel()},
        new TensorOptional(variables.gain(layer)),
        new TensorOptional(variables.shift(layer)),
        Layer.NORM_EPSILON,
        false);
  }

  /** Returns a(x). */
  Tensor activated(Tensor x) {
    return activation.of(x);
  }
}
