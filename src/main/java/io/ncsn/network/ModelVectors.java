package io.ncsn.network;

/** The two vectors that training changes: parameters, [n], and Adam's state, [2n]. */
public interface ModelVectors {
  /** Returns a copy of the parameters, [n]. */
  float[] parameters();

  /** Returns a copy of Adam's state, [2n]: first moments, then second moments. */
  float[] updaterState();

  /** Overwrites parameters, [n], and Adam's state, [2n]. */
  void load(float[] parameters, float[] updaterState);

  /** Overwrites the parameters, [n]. */
  void loadParameters(float[] parameters);
}
