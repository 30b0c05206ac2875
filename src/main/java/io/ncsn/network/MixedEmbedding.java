package io.ncsn.network;

/** The embedding of a noise level: sines and cosines of 2πf·(ln σ)/4. */
final class MixedEmbedding {
  private static final double LEAST = 0.1;
  private static final double GREATEST = 4;

  private MixedEmbedding() {}

  /** Returns the angle 2πf for (ln σ)/4 = 1, for each frequency f: log-spaced from 0.1 to 4. */
  static double[] angles() {
    double[] angles = new double[MixedSpec.FREQUENCIES];
    for (int i = 0; i < angles.length; i++) {
      double step = (double) i / (angles.length - 1);
      angles[i] = 2 * Math.PI * LEAST * Math.pow(GREATEST / LEAST, step);
    }
    return angles;
  }

  /** Returns the variable of which the angles are multiples. */
  static double variable(double sigma) {
    return Math.log(sigma) / 4;
  }
}
