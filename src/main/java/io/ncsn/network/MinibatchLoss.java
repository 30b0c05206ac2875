package io.ncsn.network;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * The loss of an {@link Objective} on minibatches. It holds memory for them, so only one thread may
 * use it. It is cheap to make.
 */
public interface MinibatchLoss {
  /**
   * Writes the gradient of the rows' mean loss into the gradient vector of {@code kernel}'s model.
   *
   * @param rows standardised, row-major [count, dimension]; not changed
   * @param random source of the loss's random numbers
   * @return the mean loss; may be NaN or infinite
   */
  double lossAndGradient(Kernel kernel, float[] rows, int count, UniformRandomProvider random);

  /**
   * Returns the sum of the rows' losses, at noise levels drawn from {@code firstLevel} to {@code
   * endLevel} − 1.
   */
  double loss(
      Kernel kernel,
      float[] rows,
      int count,
      int firstLevel,
      int endLevel,
      UniformRandomProvider random);
}
