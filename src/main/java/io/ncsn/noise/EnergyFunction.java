package io.ncsn.noise;

/**
 * An energy at a noise level: p_σ(x) ∝ exp(−E(x, σ)), so that the score is −∇ₓE, in standardised
 * units.
 */
@FunctionalInterface
public interface EnergyFunction {
  /**
   * Energies of a block of rows, up to a constant of the noise level.
   *
   * @param rows row-major [count, dimension]; not changed
   * @param count number of rows
   * @param sigma noise level, &gt; 0
   * @param energies [count]; overwritten
   */
  void energy(float[] rows, int count, double sigma, double[] energies);
}
