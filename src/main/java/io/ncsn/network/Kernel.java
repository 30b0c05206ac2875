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
