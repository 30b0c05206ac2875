package io.ncsn.data.plan;

import io.ncsn.data.codec.NumberLine;
import java.io.Serializable;
import java.util.stream.IntStream;

/** What a pass found out about the cells of a {@link NumberLine}. */
final class KeyProfile implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Floating-point numbers with more decimals than these lie on no grid. */
  private static final int MOST_DECIMALS = 12;

  private static final double EXACT = 0x1p53;
  private static final double[] POWERS =
      IntStream.rangeClosed(0, MOST_DECIMALS).mapToDouble(d -> Math.pow(10, d)).toArray();

  private final NumberLine line;
  private final boolean isReal;
  private final boolean isFloat;
  private final KeyCounts counts;
  private long rows;
  private long some; // one of the keys
  private long divisor; // greatest common divisor of the distances from it
  private int decimals;

  /**
   * Makes an empty profile.
   *
   * @param most greatest number of different cells to count one by one
   */
  KeyProfile(NumberLine line, int most) {
    this.line = line;
    this.isReal = line.isReal();
    this.isFloat = line.type().equals("float");
    this.counts = new KeyCounts(most);
  }

  void add(long key) {
    if (isReal) {
      addDecimals(line.number(key));
    } else if (rows == 0) {
      some = key;
    } else if (divisor != 1 && key != some) {
      divisor = common(divisor, key, some);
    }
    rows++;
    counts.add(key);
  }

  private void addDecimals(double value) {
    if (decimals > MOST_DECIMALS || isWritten(value, decimals)) {
      return;
    }
    int own = 0; // not from those of other cells on, or the order of the cells would count
    while (own <= MOST_DECIMALS && !isWritten(value, own)) {
      own++;
    }
    decimals = Math.max(decimals, own);
  }

  /** Returns whether the number has at most so many decimals. */
  private boolean isWritten(double value, int places) {
    double one = POWERS[places];
    double digits = Math.rint(value * one);
    if (Math.abs(digits) > EXACT) {
      return places == 0; // every double this large is whole
    }
    return isFloat ? (float) (digits / one) == (float) value : digits / one == value;
  }

  private static long common(long divisor, long key, long other) {
    long distance = key - other;
    if (((key ^ other) & (key ^ distance)) < 0) {
      return 1; // they are too far apart for a difference
    }
    long a = divisor;
    long b = Math.abs(distance);
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }

  KeyProfile merge(KeyProfile other) {
    if (other.rows > 0) {
      if (rows == 0) {
        some = other.some;
        divisor = other.divisor;
      } else {
        divisor = common(divisor, some, other.some);
        divisor = other.divisor == 0 ? divisor : common(divisor, other.divisor, 0);
      }
    }
    rows += other.rows;
    decimals = Math.max(decimals, other.decimals);
    counts.merge(other.counts);
    return this;
  }

  NumberLine line() {
    return line;
  }

  /** Returns how many cells were counted. */
  long rows() {
    return rows;
  }

  KeyCounts counts() {
    return counts;
  }

  /** Returns the decimals of floating-point numbers; −1 if they have too many. */
  int decimals() {
    return decimals > MOST_DECIMALS ? -1 : decimals;
  }

  /**
   * Returns the distance of which all distances between cells are multiples; 0 if there is none.
   */
  double step() {
    if (isReal) {
      return decimals() < 0 ? 0 : Math.pow(10, -decimals());
    }
    return Math.max(1, divisor);
  }
}
