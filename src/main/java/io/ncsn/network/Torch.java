package io.ncsn.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Operations of libtorch with the names of the equations. */
final class Torch {
  /** The axis that sums over a row's columns. */
  static final long COLUMNS = 1;

  private Torch() {}

  /** Returns a·b for each row, [rows]. */
  static Tensor rowDot(Tensor a, Tensor b) {
    return a.mul(b).sum(COLUMNS);
  }

  /** Returns ‖a‖² for each row, [rows]. */
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
