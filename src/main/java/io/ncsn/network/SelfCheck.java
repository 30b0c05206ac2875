package io.ncsn.network;

import java.io.Serializable;

/**
 * A small case of a fast path at one shape, which is compared with plain arithmetic in double
 * precision. Each record is a path, and its components are the shape.
 */
public sealed interface SelfCheck extends Serializable
    permits Bfloat16Check,
        ConvolutionCheck,
        ConvolutionsTwiceCheck,
        FlushToZeroCheck,
        FusedAdamCheck,
        MixedPassCheck,
        PackedLinearCheck,
        ScorePassCheck,
        WrittenOutPassCheck {
  /** Returns the checked path. */
  FastPath path();

  /** Returns the shape in readable form, such as {@code 784×512}. */
  String shape();

  /** Returns the greatest error with which the path may be used. */
  double tolerance();

  /**
   * Computes the case with {@code paths} and in double precision.
   *
   * @return the greatest difference, relative to the root mean square of the exact result
   */
  double error(FastPaths paths);
}
