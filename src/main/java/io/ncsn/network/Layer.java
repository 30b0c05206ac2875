package io.ncsn.network;

import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.activations.Activation;

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

  /** Returns the layer in DL4J, without its normalisation. */
  DenseLayer dl4j(NetworkSettings.Activation activation) {
    return new DenseLayer.Builder()
        .nIn(in)
        .nOut(out)
        .activation(activated ? activation.dl4j() : Activation.IDENTITY)
        .build();
  }

  long parameters() {
    return (long) in * out + out + (normed ? 2L * in : 0);
  }
}
