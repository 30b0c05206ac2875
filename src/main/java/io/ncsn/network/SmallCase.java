package io.ncsn.network;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;

/** The numbers with which self-checks compute, and the difference between results. */
final class SmallCase {
  /** Number of rows of a case: few, and not a multiple of the length of a processor's vectors. */
  static final int ROWS = 5;

  private static final long SEED = 2019;

  private SmallCase() {}

  /** Returns standard normals. {@code key} distinguishes the vectors of a case. */
  static float[] normals(int length, long key) {
    float[] values = new float[length];
    Streams.fillNormal(Streams.of(SEED, Purpose.SELF_CHECK, key), values, length);
    return values;
  }

  /** Returns the same numbers in double precision. */
  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /**
   * Returns parameters for which all layers of a network matter: weights N(0, 1/in), biases N(0,
   * 1/100).
   *
   * @return flat, [n]
   */
  static float[] parameters(NetworkSpec spec, long key) {
    float[] parameters = normals(spec.parameters(), key);
    int at = 0;
    for (Layer layer : spec.layers()) {
      float scale = (float) (1 / Math.sqrt(layer.in()));
      int weights = at + layer.in() * layer.out();
      for (; at < weights; at++) {
        parameters[at] *= scale;
      }
      int biases = at + layer.out();
      for (; at < biases; at++) {
        parameters[at] /= 10;
      }
    }
    return parameters;
  }

  /**
   * Returns the greatest difference, relative to the root mean square of {@code exact}.
   *
   * @return NaN if {@code found} holds one
   */
  static double error(float[] found, double[] exact) {
    double greatest = 0;
    double squares = 0;
    for (int i = 0; i < exact.length; i++) {
      greatest = Math.max(greatest, Math.abs(found[i] - exact[i])); // NaN stays
      squares += exact[i] * exact[i];
    }
    return greatest / Math.sqrt(squares / exact.length);
  }
}
