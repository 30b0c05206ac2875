package io.ncsn.network;

/**
 * What does a network's arithmetic, on the flat vectors of its DL4J model: parameters, gradient and
 * updater state. One thread at a time.
 */
public interface Kernel extends AutoCloseable {
  /**
   * The network's output.
   *
   * @param input row-major [rows, dimension + 1]
   * @param output row-major [rows, dimension]; overwritten
   */
  void forward(float[] input, int rows, float[] output);

  /**
   * The gradient of v·F(input) by the input, at the input of the last {@link #forward}.
   *
   * @param directions v, row-major [rows, dimension], with as many rows as the last forward pass
   * @param gradients row-major [rows, dimension + 1]; overwritten
   */
  void backward(float[] directions, int rows, float[] gradients);

  /**
   * Writes the gradient of the minibatch's mean loss into the model's gradient vector.
   *
   * @return the mean loss; may be NaN or infinite
   */
  double lossAndGradient(Minibatch batch);

  /**
   * One Adam step (Kingma and Ba 2015) along the gradient vector, its norm first cut to {@code
   * clipNorm}: m and v are the halves of the updater state.
   *
   * @param clipNorm infinite: no cut
   * @param iteration steps done before, from 0
   * @return norm of the gradient before the cut
   */
  double adamStep(double learningRate, double clipNorm, int iteration);

  /** Frees native memory. */
  @Override
  void close();
}
