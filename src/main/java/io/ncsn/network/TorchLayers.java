package io.ncsn.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Weights and biases of every layer as views of one flat vector (parameters or their gradient).
 * DL4J stores a layer's weights [in, out] in column order and then its biases, which is libtorch's
 * [out, in] in row order.
 */
final class TorchLayers {
  private final List<Tensor> weights = new ArrayList<>();
  private final List<Tensor> transposed = new ArrayList<>();
  private final List<Tensor> biases = new ArrayList<>();

  TorchLayers(NetworkSpec spec, Tensor flat, TorchBuffers buffers) {
    long at = 0;
    for (int layer = 0; layer < spec.layers(); layer++) {
      long in = spec.fanIn(layer);
      long out = spec.fanOut(layer);
      Tensor matrix = buffers.own(buffers.own(flat.narrow(0, at, in * out)).view(out, in));
      weights.add(matrix);
      transposed.add(buffers.own(matrix.t()));
      biases.add(buffers.own(flat.narrow(0, at + in * out, out)));
      at += in * out + out;
    }
  }

  int size() {
    return weights.size();
  }

  /** [out, in]. */
  Tensor weight(int layer) {
    return weights.get(layer);
  }

  /** [in, out]. */
  Tensor transposedWeight(int layer) {
    return transposed.get(layer);
  }

  /** [out]. */
  Tensor bias(int layer) {
    return biases.get(layer);
  }
}
