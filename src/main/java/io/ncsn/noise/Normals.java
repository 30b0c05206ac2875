package io.ncsn.noise;

/** A stream of standard normal numbers. */
@FunctionalInterface
public interface Normals {
  /** Overwrites {@code target} with the next numbers of the stream. */
  void fill(float[] target);
}
