package io.ncsn.network;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * What training minimises. Holds room for the minibatches it prepares: for one thread, and cheap to
 * make.
 */
public interface Objective {
  /**
   * Writes the gradient of the rows' mean loss into the gradient vector of {@code kernel}'s model.
   *
   * @param rows standardised, row-major [count, dimension]; not changed
   * @param random whatever the loss draws is drawn from it
   * @return the mean loss; may be NaN or infinite
   */
  double lossAndGradient(Kernel kernel, float[] rows, int count, UniformRandomProvider random);

  /**
   * The sum of the rows' losses, at noise levels drawn from {@code firstLevel} to {@code endLevel}
   * − 1.
   */
  double loss(
      Kernel kernel,
      float[] rows,
      int count,
      int firstLevel,
      int endLevel,
      UniformRandomProvider random);
}
