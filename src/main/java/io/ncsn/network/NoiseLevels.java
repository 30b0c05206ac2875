package io.ncsn.network;

import org.apache.commons.rng.UniformRandomProvider;

/** Draws the noise levels of a minibatch. */
@FunctionalInterface
interface NoiseLevels {
  /** Returns a noise level for each of {@code rows} rows, each a number in single precision. */
  double[] draw(int rows, UniformRandomProvider random);
}
