package io.ncsn.network;

/** {@code sample.precision}: precision of the network's arithmetic; all else is in float32. */
public enum Precision {
  FLOAT32,
  /** Weights and activations in 16 bits, 8 of them the mantissa's; sums in float32. */
  BFLOAT16
}
