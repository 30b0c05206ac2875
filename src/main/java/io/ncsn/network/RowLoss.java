package io.ncsn.network;

import org.apache.commons.rng.UniformRandomProvider;

/** The loss of a network in training on stored rows, with fresh noise at each call. */
public interface RowLoss {
  /**
   * Leaves the gradient of the rows' mean loss in the network.
   *
   * @param rows row-major [count, stored width]; not changed
   * @param random source of the loss's random numbers
   * @return the mean loss; may be NaN or infinite
   */
  double lossAndGradient(float[] rows, int count, UniformRandomProvider random);

  /**
   * Returns the sum of the rows' losses, at noise levels drawn from {@code firstLevel} to {@code
   * endLevel} − 1 of the schedule.
   */
  double loss(float[] rows, int count, int firstLevel, int endLevel, UniformRandomProvider random);
}
