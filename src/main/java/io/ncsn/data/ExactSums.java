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
  private static final int EXPONENTS = 1 << 11;

  private final long[] limbs;
  private int additions;

  /** Sums of mantissas by exponent, of one column at a time; all 0 between calls. */
  private transient long[] byExponent;

  private transient int least; // exponent among them
  private transient int greatest;

  ExactSums(int columns) {
    limbs = new long[Math.multiplyExact(columns, LIMBS)];
  }

  /**
   * Adds finite values of magnitude below 2^300.
   *
   * @param count at most {@link RowBlock#MOST_ROWS}
   */
  void add(int column, double[] values, int count) {
    open();
    for (int i = 0; i < count; i++) {
      add(values[i]);
    }
    drain(column);
  }

  /**
   * Adds the values' squares without rounding (but for what lies below 2^-1074), for magnitudes
   * below 2^150.
   *
   * @param count at most {@link RowBlock#MOST_ROWS}
   */
  void addSquares(int column, double[] values, int count) {
    open();
    for (int i = 0; i < count; i++) {
      double square = values[i] * values[i];
      double rest = Math.fma(values[i], values[i], -square);
      add(square);
      if (rest != 0) {
        add(rest);
      }
    }
    drain(column);
  }

  private void open() {
    if (byExponent == null) {
      byExponent = new long[EXPONENTS];
    }
    least = EXPONENTS;
    greatest = -1;
  }

  /** A long holds 1,024 mantissas of 53 bits: two for each row of a block. */
  private void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    long implicit = (long) ((exponent + 0x7FF) >>> 11) << 52; // none if subnormal
    long mantissa = (bits & 0xFFFFFFFFFFFFFL) | implicit;
    long sign = bits >> 63;
    byExponent[exponent] += (mantissa ^ sign) - sign;
    least = Math.min(least, exponent);
    greatest = Math.max(greatest, exponent);
  }

  private void drain(int column) {
    for (int exponent = least; exponent <= greatest; exponent++) {
      if (byExponent[exponent] != 0) {
        addShifted(column, byExponent[exponent], Math.max(0, exponent - 1));
        byExponent[exponent] = 0;
        additions++;
      }
    }
    if (additions >= ADDITIONS_BEFORE_CARRY) {
      carry();
    }
  }

  /** Adds value · 2^shift units. */
  private void addShifted(int column, long value, int shift) {
    int limb = column * LIMBS + (shift >>> 5);
    int offset = shift & 31;
    long sign = value < 0 ? -1 : 1;
    long magnitude = Math.abs(value);
    limbs[limb] += sign * ((magnitude << offset) & LIMB_MASK);
    limbs[limb + 1] += sign * ((magnitude >>> (32 - offset)) & LIMB_MASK);
    limbs[limb + 2] += sign * ((magnitude >>> 1) >>> (63 - offset));
  }

  void merge(ExactSums other) {
    carry();
    other.carry();
    for (int i = 0; i < limbs.length; i++) {
      limbs[i] += other.limbs[i];
    }
    additions++;
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
