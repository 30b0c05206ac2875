package io.ncsn.network;

import org.bytedeco.pytorch.Tensor;

/** A loss given by its equation, in tensors that autograd differentiates. */
interface Loss {
  /**
   * Computes the losses of rows.
   *
   * @param model the network
   * @param x rows, [rows, dimension]; differentiable
   * @param draws source of random tensors
   * @return [rows]
   */
  Tensor of(LossModel model, Tensor x, Draws draws);
}
