package io.ncsn.network;

import io.ncsn.config.NetworkSettings.Blocks;
import java.util.ArrayList;
import java.util.List;

/**
 * A dense layer of a network. In the flat parameter vector layers stand in their order, each with
 * the gain [in] and the shift [in] of its normalisation if it has one, then the weights [in, out]
 * in column order, then the biases [out].
 *
 * @param in inputs
 * @param out outputs
 * @param normed whether its inputs are normalised over the layer (Ba et al. 2016)
 * @param activated whether its outputs go through the activation
 */
record Layer(int in, int out, boolean normed, boolean activated) {
  /** Added to the variance that a normalisation divides by. */
  static final double NORM_EPSILON = 1e-5;

  /** The layers of {@code spec}, from its input to its output. */
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

  /** The stream's first layer, two layers a block, and the one that reads the stream. */
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
