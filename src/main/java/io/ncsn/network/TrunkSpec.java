package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;

/**
 * What a trunk connects.
 *
 * @param inputs width of the input
 * @param outputs width of the output
 * @param activation activation between the layers
 */
record TrunkSpec(int inputs, int outputs, Activation activation) {
  static TrunkSpec of(NetworkSpec spec) {
    return new TrunkSpec(spec.inputs(), spec.outputs(), spec.activation());
  }
}
