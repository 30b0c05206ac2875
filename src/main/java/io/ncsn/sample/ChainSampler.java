package io.ncsn.sample;

import io.ncsn.noise.Normals;
import io.ncsn.noise.Streams;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Turns noise into rows, a block of chains at a time. A chain depends on the block's random stream
 * alone: no norm, step size or error looks across chains.
 */
public interface ChainSampler {
  /**
   * Standardised rows, row-major [chains, dimension]; a chain that diverged holds NaN or
   * infinities.
   */
  default float[] sample(UniformRandomProvider random, int chains) {
    return sample(random, chains, (sigma, rows) -> {});
  }

  /** As {@link #sample(UniformRandomProvider, int)}, watched. */
  default float[] sample(UniformRandomProvider random, int chains, Observer observer) {
    return sample(Streams.fillingNormals(random), chains, observer);
  }

  /**
   * As {@link #sample(UniformRandomProvider, int, Observer)}, of noise that is given.
   *
   * @param normals first the noise that the chains begin at, row by row, then that of the steps
   */
  float[] sample(Normals normals, int chains, Observer observer);

  /** Returns the number of network evaluations for each chain. */
  long evaluations();

  /** Watches chains go from noise to rows. */
  @FunctionalInterface
  interface Observer {
    /**
     * At the beginning, after every step, and at the end with σ = 0.
     *
     * @param sigma noise level of the rows
     * @param rows row-major [chains, dimension]; overwritten by the next step
     */
    void onStep(double sigma, float[] rows);
  }
}
