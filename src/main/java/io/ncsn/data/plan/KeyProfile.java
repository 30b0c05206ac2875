package io.ncsn.data.plan;

import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.plan.KeyCounts.Bucket;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a pass found out about the cells of a {@link NumberLine}. */
final class KeyProfile implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Floating-point numbers with more decimals than these lie on no grid. */
  private static final int MOST_DECIMALS = 12;

  /** Counters that hold less than a quantile's share of the cells are good enough. */
  private static final int MOST_PARTS = 1000;

  /** So many counters for each that may be crowded, so that a pass shortens their ranges by far. */
  private static final int COUNTERS_FOR_PART = 64;

  private static final double EXACT = 0x1p53;
  private static final double[] POWERS =
      IntStream.rangeClosed(0, MOST_DECIMALS).mapToDouble(d -> Math.pow(10, d)).toArray();

  private final NumberLine line;
  private final boolean isReal;
  private final boolean isFloat;
  private final int most;
  private final KeyCounts counts;
  private Bucket[] within; // null: all keys are counted
  private Bucket[] closer; // what later passes found; null: nothing
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
    this.most = most;
    this.counts = new KeyCounts(most);
  }

  /** Counts nothing but keys of some counters of an earlier pass, in their order. */
  void countWithin(Bucket[] counters) {
    within = counters;
  }

  void add(long key) {
    if (within != null) {
      if (isWithin(key)) {
        counts.add(key);
      }
      return;
    }
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

  private boolean isWithin(long key) {
    int low = 0;
    int high = within.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (key < within[middle].least()) {
        high = middle - 1;
      } else if (key > within[middle].greatest()) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /** Returns whether each different key has its own counter. */
  boolean isExact() {
    return counts.isExact();
  }

  /** Returns the counters in the order of their keys. */
  Bucket[] buckets() {
    return closer == null ? counts.buckets() : closer;
  }

  /**
   * Returns the counters of several keys that hold a large part of the cells. One of the keys may
   * be a value that many rows have, which the others must not share.
   */
  Bucket[] crowded() {
    if (isExact()) {
      return new Bucket[0];
    }
    int parts = Math.min(MOST_PARTS, most / COUNTERS_FOR_PART);
    return Arrays.stream(buckets())
        .filter(bucket -> !bucket.isSingle() && bucket.count() * parts >= rows)
        .toArray(Bucket[]::new);
  }

  /**
   * Puts counters of a pass that counted {@link #countWithin} some of these in their place. The
   * pass has shorter ranges for each: there are many more counters than crowded ones.
   */
  void replaceBy(KeyProfile again) {
    closer =
        Stream.concat(
                Arrays.stream(buckets()).filter(bucket -> !again.isWithin(bucket.least())),
                Arrays.stream(again.counts.buckets()))
            .sorted(Comparator.comparingLong(Bucket::least))
            .toArray(Bucket[]::new);
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
