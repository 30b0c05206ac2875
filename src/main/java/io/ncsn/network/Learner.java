package io.ncsn.network;

import io.ncsn.noise.NoiseSchedule;

/** A network in training: its vectors, and the arithmetic on them. One thread at a time. */
public interface Learner extends ModelVectors, AutoCloseable {
  /**
   * Returns the loss on rows that the next steps minimise.
   *
   * @param schedule noise levels that the network learns
   * @param contrast see {@link Objective#loss}
   */
  RowLoss minimising(Objective objective, NoiseSchedule schedule, FittedGaussian contrast);

  /**
   * Makes one Adam step (Kingma and Ba 2015) along the gradient that the loss left, which is first
   * clipped to the norm {@code clipNorm}.
   *
   * @param clipNorm greatest norm; infinite means no clipping
   * @param iteration number of steps before this one
   * @return norm of the gradient before clipping
   */
  double adamStep(double learningRate, double clipNorm, int iteration);

  @Override
  void close();
}
