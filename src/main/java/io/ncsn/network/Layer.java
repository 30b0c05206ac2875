package io.ncsn.network;

import io.ncsn.config.NetworkSettings.Blocks;
import java.util.ArrayList;
import java.util.List;

/**
 * A dense layer of a network. The flat parameter vector holds the layers in order. Each layer has
 * the gain [in] and the shift [in] of its normalisation, if any, then the weights [in, out] in
 * column order, then the biases [out].
 *
 * @param in number of inputs
 * @param out number of outputs
 * @param normed whether its inputs are normalised over the layer (Ba et al. 2016)
 * @param activated whether its outputs go through the activation
 */
record Layer(int in, int out, boolean normed, boolean activated) {
  /** The ε that a normalisation adds to the variance. */
  static final double NORM_EPSILON = 1e-5;

  /** Returns the layers of {@code spec} from input to output. */
  static List<Layer> of(NetworkSpec spec) {
    return spec.blocks() == Blocks.PLAIN ? plain(spec) : residual(spec);
  }

  private static List<Layer> plain(NetworkSpec spec) {
    List<Layer> layers = new ArrayList<>();
    int width = spec.inputs();
    for (int next : spec.hidden()) {
      layers.add(new Layer(width, next, false, true));
      width = next;
    }
    layers.add(new Layer(width, spec.outputs(), false, false));
    return layers;
  }

  /**
   * Returns the first layer of the stream, two layers per block, and the layer that reads the
   * stream.
   */
  private static List<Layer> residual(NetworkSpec spec) {
    List<Layer> layers = new ArrayList<>();
    int stream = spec.hidden().get(0);
    layers.add(new Layer(spec.inputs(), stream, false, false));
    for (int inner : spec.hidden().subList(1, spec.hidden().size())) {
      layers.add(new Layer(stream, inner, true, true));
      layers.add(new Layer(inner, stream, false, false));
    }
    layers.add(new Layer(stream, spec.outputs(), false, false));
    return layers;
  }

  long parameters() {
    return (long) in * out + out + (normed ? 2L * in : 0);
  }
}
