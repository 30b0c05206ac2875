package io.ncsn.data.codec;

/** Doubles as whole numbers in the order of the doubles. */
final class RealKeys {
  private RealKeys() {}

  /** Returns the key of a number that is not NaN. −0 is 0. */
  static long key(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  /** Returns the number of a key. */
  static double value(long key) {
    return Double.longBitsToDouble(key ^ ((key >> 63) & Long.MAX_VALUE));
  }
}
