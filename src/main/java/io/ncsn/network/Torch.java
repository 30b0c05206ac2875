package io.ncsn.network;

import org.bytedeco.pytorch.Tensor;

/** What libtorch returns as a tensor and we want as a number. */
final class Torch {
  private Torch() {}

  /** Σ a·b over all elements. */
  static double dot(Tensor a, Tensor b) {
    try (Tensor flatA = a.view(-1);
        Tensor flatB = b.view(-1);
        Tensor sum = flatA.dot(flatB)) {
      return sum.item_float();
    }
  }
}
