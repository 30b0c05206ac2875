package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;

/**
 * What a trunk connects.
 *
 * @param inputs width of the input
 * @param outputs width of the output
 * @param activation activation between the layers
 * @param precision precision between input and output, which are in single precision
 */
record TrunkSpec(int inputs, int outputs, Activation activation, Precision precision) {
  TrunkSpec(int inputs, int outputs, Activation activation) {
    this(inputs, outputs, activation, Precision.FLOAT32);
  }

  static TrunkSpec of(NetworkSpec spec) {
    return new TrunkSpec(spec.inputs(), spec.outputs(), spec.activation());
  }

  /** Returns the same in another precision. */
  TrunkSpec in(Precision other) {
    return new TrunkSpec(inputs, outputs, activation, other);
  }
}
