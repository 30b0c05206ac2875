package io.ncsn.network;

/**
 * Adam's constants (Kingma and Ba 2015, their defaults), in the form DL4J uses: step =
 * η·√(1−β₂ᵗ)/(1−β₁ᵗ)·m/(√v + ε).
 */
final class Adam {
  static final double BETA1 = 0.9;
  static final double BETA2 = 0.999;
  static final double EPSILON = 1e-8;

  private Adam() {}

  /** ε/√(1−β₂ᵗ) of step t = {@code iteration} + 1, for a step η/(1−β₁ᵗ)·m/(√v/√(1−β₂ᵗ) + it). */
  static double correctedEpsilon(int iteration) {
    return EPSILON / Math.sqrt(1 - Math.pow(BETA2, iteration + 1.0));
  }
}
