package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;

/**
 * What a trunk connects.
 *
 * @param inputs width of the input
 * @param outputs width of the output
 * @param activation activation between the layers
 * @param precision precision between input and output, which are in single precision
 * @param twice whether the output is differentiated twice, as an energy is
 */
record TrunkSpec(
    int inputs, int outputs, Activation activation, Precision precision, boolean twice) {
  TrunkSpec(int inputs, int outputs, Activation activation) {
    this(inputs, outputs, activation, Precision.FLOAT32, false);
  }

  static TrunkSpec of(NetworkSpec spec) {
    boolean twice = spec.kind() == NetworkSettings.Kind.ENERGY;
    return new TrunkSpec(
        spec.inputs(), spec.outputs(), spec.activation(), Precision.FLOAT32, twice);
  }

  /** Returns the same in another precision. */
  TrunkSpec in(Precision other) {
    return new TrunkSpec(inputs, outputs, activation, other, twice);
  }
}
