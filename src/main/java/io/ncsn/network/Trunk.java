package io.ncsn.network;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** An architecture on given parameters, under libtorch's autograd. */
interface Trunk {
  /**
   * Computes the output. Call this within a {@link PointerScope}.
   *
   * @param input [rows, inputs]
   * @return [rows, outputs]
   */
  Tensor output(Tensor input);

  /** Returns the parameters by which autograd differentiates, in the order of the flat vector. */
  List<Tensor> variables();
}
