package io.ncsn.sample;

import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Where an integral over τ = log σ takes its values: Gauss and Legendre's rule in z = arctan(σ/c).
 * Equal parts of z are shortest in τ about c, where traces change fastest, and grow towards both
 * ends of the noise, where rows are nearly noise alone or nearly without noise.
 *
 * @param places τ, rising
 * @param weights the integral is the sum of the weighted values
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
record TraceNodes(double[] places, double[] weights) {
  /** c where none has been found to be better, for rows of unit variance. */
  static final double CENTRE = 0.3;

  /**
   * Makes {@code count} nodes.
   *
   * @param least σ at the integral's begin
   * @param largest σ at its end
   * @param centre c
   */
  static TraceNodes of(double least, double largest, int count, double centre) {
    GaussIntegrator rule =
        new GaussIntegratorFactory()
            .legendre(count, Math.atan(least / centre), Math.atan(largest / centre));
    double[] places = new double[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      double z = rule.getPoint(i);
      places[i] = Math.log(centre * Math.tan(z));
      weights[i] = rule.getWeight(i) / (Math.sin(z) * Math.cos(z)); // dτ/dz
    }
    return new TraceNodes(places, weights);
  }
}
