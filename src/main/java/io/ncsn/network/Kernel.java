package io.ncsn.network;

import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Does the arithmetic of a network on the flat vectors of its DL4J model: parameters, gradient and
 * updater state. One thread at a time.
 */
public interface Kernel extends AutoCloseable {
  /**
   * Computes the network's output.
   *
   * @param input row-major [rows, inputs]
   * @param output row-major [rows, outputs]; overwritten
   */
  void forward(float[] input, int rows, float[] output);

  /**
   * Computes the gradient of v·(output) by the input, at the input of the last {@link #forward}.
   *
   * @param directions v, row-major [rows, outputs], with as many rows as the last forward pass
   * @param gradients row-major [rows, inputs]; overwritten
   */
  void backward(float[] directions, int rows, float[] gradients);

  /**
   * Computes tr ∇F, the derivative of a score network's output by the row's part of the input, at
   * the input of the last {@link #forward}. It is faster than a backward pass for each column.
   *
   * @param traces [rows]; overwritten
   * @return whether the kernel has such a way for this network
   */
  default boolean trace(int rows, double[] traces) {
    return false;
  }

  /**
   * Computes the second derivative vᵀ(∇²e)v of an energy network's output by the row's part of the
   * input, at the input of the last {@link #forward}.
   *
   * @param directions v, row-major [rows, dimension], with as many rows as the last forward pass
   * @param forms [rows]; overwritten
   */
  void curvature(float[] directions, int rows, double[] forms);

  /**
   * Writes the gradient of the minibatch's mean loss into the model's gradient vector.
   *
   * @return the mean loss; may be NaN or infinite
   */
  double lossAndGradient(Minibatch batch);

  /**
   * Writes the gradient of the rows' mean loss into the model's gradient vector.
   *
   * @param rows row-major [count, dimension]
   * @param random source of the loss's random numbers
   * @return the mean loss; may be NaN or infinite
   */
  double lossAndGradient(Loss loss, float[] rows, int count, UniformRandomProvider random);

  /** Returns the mean loss of the rows without a gradient. */
  double loss(Loss loss, float[] rows, int count, UniformRandomProvider random);

  /**
   * Makes one Adam step (Kingma and Ba 2015) along the gradient vector. The gradient's norm is
   * first clipped to {@code clipNorm}. m and v are the halves of the updater state.
   *
   * @param clipNorm greatest norm; infinite means no clipping
   * @param iteration number of steps before this one
   * @return norm of the gradient before clipping
   */
  double adamStep(double learningRate, double clipNorm, int iteration);

  /**
   * Returns a faster way to scores than {@link #forward}, if the kernel has one for this network
   * and {@code precision}. It keeps the current parameters. Close it before the kernel.
   */
  default Optional<ScorePass> scorePass(Precision precision) {
    return Optional.empty();
  }

  /** Frees native memory. */
  @Override
  void close();
}
