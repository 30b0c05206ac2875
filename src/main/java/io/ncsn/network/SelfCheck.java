package io.ncsn.network;

import io.ncsn.config.FastPath;
import java.io.Serializable;

/**
 * A small case of a fast path at one shape, to be held against plain arithmetic in double
 * precision. Each record is a path; its components are the shape.
 */
public sealed interface SelfCheck extends Serializable
    permits Bfloat16Check,
        FlushToZeroCheck,
        FusedAdamCheck,
        PackedLinearCheck,
        ScorePassCheck,
        WrittenOutPassCheck {
  /** The path that is tried. */
  FastPath path();

  /** The shape for people, such as {@code 784×512}. */
  String shape();

  /** The greatest error with which the path may be used. */
  double tolerance();

  /**
   * Computes the case by {@code paths} and in double precision.
   *
   * @return the greatest difference, relative to the root mean square of the exact result
   */
  double error(FastPaths paths);
}
