package io.ncsn.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Packed products as oneDNN 3.7.1's on some processors: the last outputs are wrong by an eighth.
 */
final class FaultyProducts extends FastPaths {
  @Override
  TorchAffine packed(Tensor weight, long rows, TorchBuffers memory) {
    return spoilt(super.packed(weight, rows, memory));
  }

  static TorchAffine spoilt(TorchAffine right) {
    return (rows, bias) -> {
      Tensor product = right.of(rows, bias);
      product.narrow(1, product.size(1) - 1, 1).mul_(new Scalar(1.125));
      return product;
    };
  }
}
