package io.ncsn.network;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Tensor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/** An architecture of dense layers, which DL4J can express too. */
public sealed interface Layered extends Architecture permits Mlp, Residual {
  /** Returns the layers from input to output, in the order of the flat parameter vector. */
  List<Layer> layers(int inputs, int outputs);

  /**
   * Computes the output.
   *
   * @param network the layers' parameters and operations
   * @param input [rows, inputs]
   * @return [rows, outputs]
   */
  Tensor output(LayeredTrunk network, Tensor input);

  /** Adds the same layers to a DL4J configuration, with the same parameters in the same order. */
  void configure(
      NeuralNetConfiguration.ListBuilder network,
      List<Layer> layers,
      NetworkSettings.Activation activation);

  @Override
  default long parameters(int inputs, int outputs) {
    return layers(inputs, outputs).stream().mapToLong(Layer::parameters).reduce(0, Math::addExact);
  }

  /**
   * Returns initial parameters. Weights and biases are uniform within ±1/√fan-in (LeCun et al.
   * 1998, like PyTorch's Linear). Normalisations are the identity.
   */
  @Override
  default float[] initial(int inputs, int outputs, long seed) {
    float[] parameters = new float[Math.toIntExact(parameters(inputs, outputs))];
    int at = 0;
    List<Layer> layers = layers(inputs, outputs);
    for (int i = 0; i < layers.size() - 1; i++) {
      Layer layer = layers.get(i);
      UniformRandomProvider random = Streams.of(seed, Purpose.INITIALISATION, i);
      if (layer.normed()) {
        Arrays.fill(parameters, at, at + layer.in(), 1);
        at += 2 * layer.in();
      }
      float bound = (float) (1 / Math.sqrt(layer.in()));
      int end = at + (layer.in() + 1) * layer.out();
      for (; at < end; at++) {
        parameters[at] = bound * (2 * random.nextFloat() - 1);
      }
    }
    return parameters;
  }

  @Override
  default List<Tensor> views(int inputs, int outputs, Tensor flat, TorchBuffers buffers) {
    return TorchLayers.of(layers(inputs, outputs), flat, buffers).all();
  }

  @Override
  default Trunk trunk(TrunkSpec spec, Tensor flat, KernelPlan plan, TorchBuffers buffers) {
    return new LayeredTrunk(this, spec, flat, buffers);
  }
}
