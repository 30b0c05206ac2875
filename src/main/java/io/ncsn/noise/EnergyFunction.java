package io.ncsn.noise;

/**
 * An energy E(x, σ) at a noise level, in standardised units. The density is p_σ(x) ∝ exp(−E(x, σ)),
 * so the score is −∇ₓE.
 */
@FunctionalInterface
public interface EnergyFunction {
  /**
   * Computes the energies of a block of rows, up to a constant that depends on the noise level.
   *
   * @param rows row-major [count, dimension]; not changed
   * @param count number of rows
   * @param sigma noise level, &gt; 0
   * @param energies [count]; overwritten
   */
  void energy(float[] rows, int count, double sigma, double[] energies);
}
