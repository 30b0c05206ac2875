package io.ncsn.network;

/**
 * The constants of Adam (defaults of Kingma and Ba 2015). DL4J uses the form step =
 * η·√(1−β₂ᵗ)/(1−β₁ᵗ)·m/(√v + ε).
 */
final class Adam {
  static final double BETA1 = 0.9;
  static final double BETA2 = 0.999;
  static final double EPSILON = 1e-8;

  private Adam() {}

  /**
   * Returns ε/√(1−β₂ᵗ) for step t = {@code iteration} + 1. It replaces ε in a step of the form
   * η/(1−β₁ᵗ)·m/(√v/√(1−β₂ᵗ) + ε).
   */
  static double correctedEpsilon(int iteration) {
    return EPSILON / Math.sqrt(1 - Math.pow(BETA2, iteration + 1.0));
  }
}
