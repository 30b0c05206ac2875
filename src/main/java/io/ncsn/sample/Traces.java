package io.ncsn.sample;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * How tr ∇ₓs is found from forms vᵀ(∇ₓs)v: exactly, as their sum over the axes, or estimated by
 * random v (Hutchinson 1990), each an estimate of its own.
 *
 * @param directions [probes], each row-major [rows, dimension]
 * @param exact whether they are the axes
 */
@SuppressWarnings("ArrayRecordComponent")
public record Traces(float[][] directions, boolean exact) {
  /** One pass of the network for each of {@code dimension} axes. */
  public static Traces exact(int rows, int dimension) {
    float[][] axes = new float[dimension][rows * dimension];
    for (int axis = 0; axis < dimension; axis++) {
      for (int row = 0; row < rows; row++) {
        axes[axis][row * dimension + axis] = 1;
      }
    }
    return new Traces(axes, true);
  }

  /**
   * Rademacher vectors: each component ±1.
   *
   * @param streams one per row, so that a row's probes are its own
   */
  public static Traces hutchinson(UniformRandomProvider[] streams, int dimension, int probes) {
    float[][] directions = new float[probes][streams.length * dimension];
    for (int row = 0; row < streams.length; row++) {
      for (float[] direction : directions) {
        for (int j = 0; j < dimension; j++) {
          direction[row * dimension + j] = streams[row].nextBoolean() ? 1 : -1;
        }
      }
    }
    return new Traces(directions, false);
  }

  /** How many values of the trace there are. */
  public int estimates() {
    return exact ? 1 : directions.length;
  }

  /** Value {@code index} of the trace at row {@code row}, from the forms [probes][rows]. */
  double estimate(int index, double[][] forms, int row) {
    if (!exact) {
      return forms[index][row];
    }
    double sum = 0;
    for (double[] form : forms) {
      sum += form[row];
    }
    return sum;
  }
}
