package io.ncsn.network;

/**
 * A way of computing that is faster than the plain one. Each proves itself on the machine at hand
 * before it is used; {@code network.avoid} turns it off.
 */
public enum FastPath {
  /** float32 products by oneDNN, with weights laid out once. The plain way is BLAS. */
  PACKED_LINEAR,
  /** bfloat16 products by oneDNN, with weights laid out once. The plain way is libtorch's own. */
  PACKED_BFLOAT16,
  /** Products in bfloat16. The plain way is float32. */
  BFLOAT16,
  /**
   * Scores of a plain network with the noise level folded into a bias. The plain way is forward.
   */
  SCORE_PASS,
  /** Forward and backward passes written out. The plain way is autograd. */
  WRITTEN_OUT_PASS,
  /** The same in bfloat16, for training ({@code train.precision}). The plain way is float32. */
  BFLOAT16_PASS,
  /** Convolutions by libtorch. The plain way is a product of matrices. */
  CONVOLUTION,
  /** Convolutions in bfloat16, in training and for scores. The plain way is float32. */
  BFLOAT16_CONVOLUTION,
  /** Adam in one go over the vectors. The plain way is one operation after the other. */
  FUSED_ADAM,
  /** Denormal numbers taken as 0 within a step. The plain way keeps them. */
  FLUSH_TO_ZERO
}
