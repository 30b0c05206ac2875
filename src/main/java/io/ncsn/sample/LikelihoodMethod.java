package io.ncsn.sample;

/** Values of {@code likelihood.method}. */
public enum LikelihoodMethod {
  /** {@link #ODE} for rows of numbers, {@link #DENOISING} for mixed rows. */
  AUTO,

  /** The probability flow; see {@link ProbabilityFlow} and {@link LabelledDensities}. */
  ODE,

  /** The errors of denoising at all noise levels; see {@link MixedDensity}. */
  DENOISING
}
