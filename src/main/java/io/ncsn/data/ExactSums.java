package io.ncsn.data;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Sums of doubles without rounding, one a column: each is a fixed-point number of 32-bit limbs wide
 * enough for any double up to 2^300 (Kulisch's long accumulator). Exact sums do not depend on the
 * order of adding or merging, so statistics made from them are equal bit for bit on any cluster.
 */
final class ExactSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The lowest limb's lowest bit is worth 2^-1074, the least positive double. */
  static final int UNIT_BITS = 1074;

  private static final int LIMBS = 46; // 1472 bits: from 2^-1074 to beyond 2^300 · 2^64
  private static final long LIMB_MASK = 0xFFFFFFFFL;
  private static final int ADDITIONS_BEFORE_CARRY = 1 << 29; // a limb holds 2^31 of them

  private final long[] limbs;
  private int additions;

  ExactSums(int columns) {
    limbs = new long[Math.multiplyExact(columns, LIMBS)];
  }

  /** Adds a finite value of magnitude below 2^300. */
  void add(int column, double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    long mantissa = bits & 0xFFFFFFFFFFFFFL;
    int shift = 0;
    if (exponent > 0) {
      mantissa |= 0x10000000000000L;
      shift = exponent - 1;
    }
    int limb = column * LIMBS + (shift >>> 5);
    int offset = shift & 31;
    long sign = (bits >> 63) | 1;
    limbs[limb] += sign * ((mantissa << offset) & LIMB_MASK);
    limbs[limb + 1] += sign * ((mantissa >>> (32 - offset)) & LIMB_MASK);
    limbs[limb + 2] += sign * ((mantissa >>> 1) >>> (63 - offset));
  }

  /**
   * Adds value² without rounding (but for what lies below 2^-1074), for a magnitude below 2^150.
   */
  void addSquare(int column, double value) {
    double square = value * value;
    add(column, square);
    add(column, Math.fma(value, value, -square));
  }

  /** To be called once a row: carries between limbs before any can overflow. */
  void endRow() {
    additions += 2;
    if (additions >= ADDITIONS_BEFORE_CARRY) {
      carry();
    }
  }

  void merge(ExactSums other) {
    carry();
    other.carry();
    for (int i = 0; i < limbs.length; i++) {
      limbs[i] += other.limbs[i];
    }
    endRow();
  }

  /** The column's sum, exactly, in units of 2^-{@value #UNIT_BITS}. */
  BigInteger units(int column) {
    carry();
    BigInteger total = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      total = total.shiftLeft(32).add(BigInteger.valueOf(limbs[column * LIMBS + i]));
    }
    return total;
  }

  /** Leaves every limb but a column's highest in [0, 2^32); does nothing if they are so already. */
  private void carry() {
    if (additions == 0) {
      return;
    }
    for (int i = 0; i < limbs.length; i++) {
      if (i % LIMBS < LIMBS - 1) {
        limbs[i + 1] += limbs[i] >> 32;
        limbs[i] &= LIMB_MASK;
      }
    }
    additions = 0;
  }
}
