package io.ncsn.network;

/** What the self-checks of a {@link Unet} compute with. */
final class UnetCase {
  private UnetCase() {}

  /** Returns parameters for which all matter, also those that begin as zeros. */
  static float[] parameters(Unet net, int inputs, int outputs) {
    UnetParameters counted = UnetParameters.of(net, inputs, outputs);
    float[] parameters = SmallCase.normals(Math.toIntExact(counted.length()), 0);
    int at = 0;
    for (UnetParameters.Parameter parameter : counted.all()) {
      int end = at + parameter.length();
      boolean weights = parameter.shape().size() > 1;
      float scale = weights ? (float) (1 / Math.sqrt(Math.max(1, parameter.fanIn()))) : 0.1f;
      float centre = parameter.start() == ImageOps.Start.ONE ? 1 : 0;
      for (; at < end; at++) {
        parameters[at] = centre + scale * parameters[at];
      }
    }
    return parameters;
  }

  /** Returns {@code from} + {@code step}·{@code along}. */
  static double[] moved(double[] from, float[] along, double step) {
    double[] moved = from.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * along[i];
    }
    return moved;
  }

  /** Returns the inner product. */
  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
