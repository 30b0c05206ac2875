package io.ncsn.noise;

/** The spacing of the noise levels between σ₁ and σ_L. */
public enum ScheduleKind {
  /** Equal ratios (Song and Ermon 2019, §3). */
  GEOMETRIC,
  /** Equal differences. */
  LINEAR,
  /** log σ follows half a cosine: dense at both ends. */
  COSINE,
  /** Equal differences of σ^{1/7} (Karras et al. 2022, eq. 5, ρ = 7). */
  KARRAS
}
