package io.ncsn.config;

/**
 * {@code train.objective}: what training minimises; {@code io.ncsn.network} has a class for each.
 */
public enum ObjectiveKind {
  /** Score matching with the exact trace (Hyvärinen 2005). */
  EXPLICIT,
  /** Score matching along random directions (Song et al. 2019). */
  SLICED,
  /** Sliced, the norm of the score exact: less variance (Song et al. 2019). */
  SLICED_VR,
  /** Denoising score matching at one noise level (Vincent 2011). */
  DENOISING,
  /** Denoising score matching at all noise levels (Song and Ermon 2019). */
  MULTI_SCALE,
  /** Noise-contrastive estimation (Gutmann and Hyvärinen 2010). */
  NCE,
  /** Contrastive divergence (Hinton 2002): what score matching does without. */
  CONTRASTIVE_DIVERGENCE;

  /** Whether it learns the scores of many noise levels; all others learn that of one. */
  public boolean isMultiScale() {
    return this == MULTI_SCALE;
  }

  /** Whether its target is the noise put in, so that it is a least-squares problem of the score. */
  public boolean isDenoising() {
    return this == DENOISING || this == MULTI_SCALE;
  }

  /** Whether its loss has the energy itself in it. */
  public boolean needsEnergy() {
    return this == NCE || this == CONTRASTIVE_DIVERGENCE;
  }

  /** Whether its loss has the derivative of the score in it. */
  public boolean differentiatesScore() {
    return this == EXPLICIT || this == SLICED || this == SLICED_VR;
  }
}
