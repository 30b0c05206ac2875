package io.ncsn.config;

/** How noise becomes rows; {@code io.ncsn.sample} has a class for each. */
public enum SamplerKind {
  /** Langevin dynamics at the least noise level alone. */
  LANGEVIN,
  /** Langevin dynamics down the model's noise levels (Song and Ermon 2019). */
  ANNEALED_LANGEVIN,
  /** One step a level with the noise that fits the next (Jolicoeur-Martineau et al. 2020). */
  CONSISTENT_ANNEALED,
  /** The reverse variance-exploding SDE with Langevin corrections (Song et al. 2021). */
  PREDICTOR_CORRECTOR,
  /** Heun's method on the probability-flow ODE, with or without churn (Karras et al. 2022). */
  ODE_HEUN;

  /** Whether it takes Langevin steps of size {@code sample.step-size}. */
  public boolean isLangevin() {
    return this == LANGEVIN || this == ANNEALED_LANGEVIN;
  }
}
