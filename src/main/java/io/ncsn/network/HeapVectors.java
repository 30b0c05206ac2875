package io.ncsn.network;

/** The vectors of a network on the Java heap, without the means to compute. */
public final class HeapVectors implements ModelVectors {
  private final float[] parameters;
  private final float[] updaterState;

  /** Makes vectors with {@code parameters}, [n], before the first step. */
  public HeapVectors(float[] parameters) {
    this.parameters = parameters.clone();
    this.updaterState = new float[2 * parameters.length];
  }

  @Override
  public float[] parameters() {
    return parameters.clone();
  }

  @Override
  public float[] updaterState() {
    return updaterState.clone();
  }

  @Override
  public void load(float[] newParameters, float[] newState) {
    loadParameters(newParameters);
    copy(newState, updaterState);
  }

  @Override
  public void loadParameters(float[] newParameters) {
    copy(newParameters, parameters);
  }

  private static void copy(float[] from, float[] to) {
    if (from.length != to.length) {
      throw new IllegalArgumentException(
          "Cannot load a vector of " + from.length + " numbers into one of " + to.length);
    }
    System.arraycopy(from, 0, to, 0, to.length);
  }
}
