package io.ncsn.network;

/** Helpers for self-checks of whole networks. */
final class NetworkShape {
  private NetworkShape() {}

  /** Returns the widths from input to output, such as {@code 17-256-256-16}. */
  static String of(NetworkSpec spec) {
    return spec.architecture().shape(spec.inputs(), spec.outputs());
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
