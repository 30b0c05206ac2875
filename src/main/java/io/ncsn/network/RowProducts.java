package io.ncsn.network;

import io.ncsn.data.distance.InnerProducts;

/**
 * Computes inner products of rows with libtorch's matrix product, or with ND4J's if there is no
 * libtorch.
 */
public final class RowProducts implements InnerProducts {
  private static final long serialVersionUID = 1L;

  @Override
  public Pair open(float[] first, float[] second, int dimension) {
    return Natives.hasTorch()
        ? new TorchProducts(first, second, dimension)
        : new Nd4jProducts(first, second, dimension);
  }
}
