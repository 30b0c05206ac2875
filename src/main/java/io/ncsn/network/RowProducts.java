package io.ncsn.network;

import io.ncsn.data.distance.InnerProducts;

/** Inner products of rows by libtorch's matrix product, or by ND4J's where there is no libtorch. */
public final class RowProducts implements InnerProducts {
  private static final long serialVersionUID = 1L;

  @Override
  public Pair open(float[] first, float[] second, int dimension) {
    return Natives.hasTorch()
        ? new TorchProducts(first, second, dimension)
        : new Nd4jProducts(first, second, dimension);
  }
}
