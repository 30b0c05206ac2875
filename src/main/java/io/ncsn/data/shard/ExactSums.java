package io.ncsn.data.shard;

import io.ncsn.data.codec.ColumnBlock;
import java.io.Serializable;
import java.math.BigInteger;

/**
 * Sums doubles without rounding, one sum per column. Each sum is a fixed-point number of 32-bit
 * limbs, wide enough for any double up to 2^300 (Kulisch's long accumulator). Exact sums do not
 * depend on the order of adding or merging, so statistics made from them are equal bit for bit on
 * any cluster.
 */
public final class ExactSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The lowest bit of the lowest limb is worth 2^-1074, the least positive double. */
  static final int UNIT_BITS = 1074;

  private static final int LIMBS = 46; // 1472 bits: from 2^-1074 to beyond 2^300 · 2^64
  private static final long LIMB_MASK = 0xFFFFFFFFL;
  private static final int ADDITIONS_BEFORE_CARRY = 1 << 29; // a limb holds 2^31 of them
  private static final int SLICE_BITS = 44; // so that 2^9 slices' sum fits a double's 53

  private final long[] limbs;
  private int additions;
  private transient double[] rest = new double[ColumnBlock.MOST_ROWS];
  private transient double[] slice = new double[ColumnBlock.MOST_ROWS];

  ExactSums(int columns) {
    limbs = new long[Math.multiplyExact(columns, LIMBS)];
  }

  private Object readResolve() {
    rest = new double[ColumnBlock.MOST_ROWS];
    slice = new double[ColumnBlock.MOST_ROWS];
    return this;
  }

  /**
   * Adds finite values of magnitude below 2^300.
   *
   * @param count at most {@link ColumnBlock#MOST_ROWS}
   */
  void add(int column, double[] values, int count) {
    System.arraycopy(values, 0, rest, 0, count);
    addRest(column, count);
  }

  /**
   * Adds the squares of the values without rounding (except for parts below 2^-1074), for
   * magnitudes below 2^150.
   *
   * @param count at most {@link ColumnBlock#MOST_ROWS}
   */
  void addSquares(int column, double[] values, int count) {
    for (int i = 0; i < count; i++) {
      rest[i] = values[i] * values[i];
    }
    addRest(column, count);
    for (int i = 0; i < count; i++) {
      double square = values[i] * values[i];
      rest[i] = Math.fma(values[i], values[i], -square);
    }
    addRest(column, count);
  }

  /**
   * Adds the values in {@code rest} in slices of equal places (Rump, Ogita and Oishi, "Accurate
   * floating-point summation", 2008). Adding and subtracting an anchor rounds every value to a
   * multiple of one unit, and a double holds the sum of a block of such multiples exactly. The
   * remainders of the rounding are exact too and form the next slice.
   */
  private void addRest(int column, int count) {
    double most = greatestMagnitude(count);
    int top = Math.getExponent(most) + 1; // |rest| < 2^top
    for (boolean left = most > 0; left; top -= SLICE_BITS) {
      double anchor = Math.scalb(1.5, Math.max(top + 9, Double.MIN_EXPONENT));
      for (int i = 0; i < count; i++) {
        slice[i] = (rest[i] + anchor) - anchor;
        rest[i] -= slice[i];
      }
      addExactly(column, sum(slice, count));
      left = anyLeft(count);
    }
  }

  /**
   * Returns the greatest magnitude in {@code rest}. Magnitudes are in the order of their bits as
   * whole numbers, and a chain of comparisons of these waits less than one of {@code
   * Math.max(double, double)}, which minds NaN and −0 at each step.
   */
  private double greatestMagnitude(int count) {
    long most = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, Double.doubleToRawLongBits(rest[i]) & Long.MAX_VALUE);
    }
    return Double.longBitsToDouble(most);
  }

  /** Sums in four chains, because the order does not matter here. */
  private static double sum(double[] values, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (; i < count; i++) {
      a += values[i];
    }
    return (a + b) + (c + d);
  }

  /** The first few values tell, after all slices but the last one. */
  private boolean anyLeft(int count) {
    for (int i = 0; i < count; i++) {
      if (rest[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private void addExactly(int column, double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    long implicit = exponent > 0 ? 1L << 52 : 0;
    long mantissa = (bits & 0xFFFFFFFFFFFFFL) | implicit;
    addShifted(column, bits < 0 ? -mantissa : mantissa, Math.max(0, exponent - 1));
    if (++additions >= ADDITIONS_BEFORE_CARRY) {
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

  /** Returns the exact sum of the column in units of 2^-{@value #UNIT_BITS}. */
  BigInteger units(int column) {
    carry();
    BigInteger total = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      total = total.shiftLeft(32).add(BigInteger.valueOf(limbs[column * LIMBS + i]));
    }
    return total;
  }

  /**
   * Propagates carries, so that all limbs except the highest of a column are in [0, 2^32). Does
   * nothing if they already are.
   */
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
