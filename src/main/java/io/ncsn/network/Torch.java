package io.ncsn.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** libtorch's operations in the words of the equations. */
final class Torch {
  /** The axis that sums over a row's columns. */
  static final long COLUMNS = 1;

  private Torch() {}

  /** a·b row by row, [rows]. */
  static Tensor rowDot(Tensor a, Tensor b) {
    return a.mul(b).sum(COLUMNS);
  }

  /** ‖a‖² row by row, [rows]. */
  static Tensor squaredNorm(Tensor a) {
    return rowDot(a, a);
  }

  static Tensor times(double factor, Tensor a) {
    return a.mul(new Scalar(factor));
  }

  static Tensor plus(Tensor a, double number) {
    return a.add(new Scalar(number));
  }
}
