package io.ncsn.noise;

/** A stream of standard normal numbers. */
@FunctionalInterface
public interface Normals {
  /** Overwrites {@code target[0, length)} with the next numbers of the stream. */
  void fill(float[] target, int length);
}
