package io.ncsn.network;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Checks that denormal numbers are 0 while {@link FlushToZero} is open, that other numbers are
 * kept, and that denormal numbers are kept afterwards.
 */
record FlushToZeroCheck() implements SelfCheck {
  private static final float SMALL = 1e-20f;
  private static final float TINY = 1e-39f / SMALL;

  @Override
  public FastPath path() {
    return FastPath.FLUSH_TO_ZERO;
  }

  @Override
  public String shape() {
    return "any";
  }

  @Override
  public double tolerance() {
    return 0;
  }

  /** Returns 0 if the path is correct, and 1 otherwise. */
  @Override
  public double error(FastPaths paths) {
    try (PointerScope scope = new PointerScope()) {
      Tensor small = torch.full(new long[] {SmallCase.ROWS}, new Scalar(SMALL));
      Tensor tiny = torch.full(new long[] {SmallCase.ROWS}, new Scalar(TINY));
      boolean flushed;
      try (FlushToZero open = FlushToZero.open(true)) {
        flushed = first(small.mul(tiny)) == 0 && first(small.mul(small)) == 0 && first(small) > 0;
      }
      return flushed && first(small.mul(tiny)) > 0 ? 0 : 1;
    }
  }

  private static float first(Tensor tensor) {
    return tensor.data_ptr_float().get();
  }
}
