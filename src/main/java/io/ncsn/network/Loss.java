package io.ncsn.network;

import org.bytedeco.pytorch.Tensor;

/** A loss by its equation, in tensors that autograd differentiates. */
interface Loss {
  /**
   * The losses of rows.
   *
   * @param model the network
   * @param x rows, [rows, dimension]; differentiable
   * @param draws whatever is random
   * @return [rows]
   */
  Tensor of(LossModel model, Tensor x, Draws draws);
}
