package io.ncsn.data.shard;

import io.ncsn.data.codec.BadRowReason;
import io.ncsn.data.codec.ColumnBlock;
import io.ncsn.data.codec.Limits;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of one pass over the input: good and bad rows, the moments of the training rows, and
 * the number of rows of each side in each bucket of the order. Every part merges exactly, so the
 * census does not depend on partitioning.
 */
final class Census implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int EXAMPLES = 5;

  private final RowHash hash;
  private final Moments moments; // null if they are not wanted
  private final double[] least;
  private final double[] greatest;
  private final boolean[] fractional;
  private final BucketCounts train = new BucketCounts();
  private final BucketCounts holdout = new BucketCounts();
  private final Map<BadRowReason, Long> bad = new EnumMap<>(BadRowReason.class);
  private final TreeMap<Long, String> examples = new TreeMap<>();
  private final Map<Integer, Long> badByColumn = new TreeMap<>();
  private final Map<String, Long> read = new TreeMap<>();
  private long rowsHash;
  private Census once; // where rows are repeated, of those that are there
  private transient Scratch scratch;

  /** Working memory for a block. */
  private static final class Scratch {
    private final long[] hashes;
    private final int[] which;
    private final ColumnBlock training;

    Scratch(ColumnBlock block) {
      hashes = new long[block.capacity()];
      which = new int[block.capacity()];
      training = new ColumnBlock(block.dimension());
    }
  }

  /** Whether the sums over columns are wanted. */
  enum Sums {
    MOMENTS,
    NONE
  }

  Census(int dimension, RowHash hash, Sums sums) {
    this.hash = hash;
    this.moments = sums == Sums.MOMENTS ? new Moments(dimension) : null;
    this.least = new double[dimension];
    this.greatest = new double[dimension];
    this.fractional = new boolean[dimension];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
  }

  /**
   * Counts a bad row.
   *
   * @param column the bad one, or −1 for the row as a whole
   */
  void addBad(BadRowReason reason, int column, String description) {
    bad.merge(reason, 1L, Long::sum);
    if (column >= 0) {
      badByColumn.merge(column, 1L, Long::sum);
    }
    keepExample(description);
  }

  void addRead(Map<String, Long> rowsByFile) {
    rowsByFile.forEach((file, rows) -> read.merge(file, rows, Long::sum));
  }

  /** Counts good rows. */
  void add(ColumnBlock block) {
    for (int c = 0; c < block.dimension(); c++) {
      addRange(c, block.column(c), block.rows());
    }
    if (scratch == null) {
      scratch = new Scratch(block);
    }
    hash.of(block, scratch.hashes);
    int trained = 0;
    for (int i = 0; i < block.rows(); i++) {
      long rowHash = scratch.hashes[i];
      boolean heldOut = hash.isHeldOut(block, i, rowHash);
      long told = hash.withSide(rowHash, heldOut);
      rowsHash += told * told + told;
      if (heldOut) {
        holdout.add(rowHash);
      } else {
        train.add(rowHash);
        scratch.which[trained++] = i;
      }
    }
    if (moments != null) {
      scratch.training.take(block, scratch.which, trained);
      moments.add(scratch.training);
    }
  }

  private void addRange(int column, double[] values, int count) {
    double low = least[column];
    double high = greatest[column];
    for (int i = 0; i < count; i++) {
      double value = values[i];
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
    least[column] = low;
    greatest[column] = high;
    fractional[column] = fractional[column] || anyFraction(values, count);
  }

  /** Whether any value is not whole; the first fraction of a column ends the search for good. */
  private static boolean anyFraction(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      if (values[i] != Math.rint(values[i])) {
        return true;
      }
    }
    return false;
  }

  /**
   * Keeps the examples with the least hashes. Any five would do, but they must be the same for any
   * partitioning.
   */
  private void keepExample(String example) {
    long key = 0;
    for (int i = 0; i < example.length(); i++) {
      key = (key ^ example.charAt(i)) * 0x100000001B3L;
    }
    examples.put(key, example);
    if (examples.size() > EXAMPLES) {
      examples.pollLastEntry();
    }
  }

  Census merge(Census other) {
    if (moments != null) {
      moments.merge(other.moments);
    }
    train.merge(other.train);
    holdout.merge(other.holdout);
    for (int c = 0; c < least.length; c++) {
      least[c] = Math.min(least[c], other.least[c]);
      greatest[c] = Math.max(greatest[c], other.greatest[c]);
      fractional[c] |= other.fractional[c];
    }
    other.bad.forEach((reason, count) -> bad.merge(reason, count, Long::sum));
    other.badByColumn.forEach((column, rows) -> badByColumn.merge(column, rows, Long::sum));
    addRead(other.read);
    examples.putAll(other.examples);
    while (examples.size() > EXAMPLES) {
      examples.pollLastEntry();
    }
    rowsHash += other.rowsHash;
    return this;
  }

  /**
   * Tells bad rows by another census of the same rows, where they are repeated.
   *
   * @param census that of the rows that are there, each once
   */
  Census withBadOf(Census census) {
    once = census;
    return this;
  }

  private Census once() {
    return once == null ? this : once;
  }

  Moments moments() {
    return moments;
  }

  BucketCounts train() {
    return train;
  }

  BucketCounts holdout() {
    return holdout;
  }

  BadRowReport badRows() {
    return new BadRowReport(once().bad, List.copyOf(once().examples.values()));
  }

  /** Rows by their first bad column. */
  Map<Integer, Long> badByColumn() {
    return once().badByColumn;
  }

  /** Rows, bad ones too. */
  long rows() {
    return train.total() + holdout.total() + badRows().total();
  }

  /** Rows read by file, bad ones too. Those that were moved since do not say their file. */
  Map<String, Long> read() {
    return read;
  }

  /** Returns a hash of the good rows as a multiset. */
  long rowsHash() {
    return rowsHash;
  }

  /** Returns whether all good rows, including held-out ones, are within the limits. */
  boolean isWithin(Limits limits) {
    return limits.hold(least, greatest);
  }

  /** Returns whether all values of good rows, including held-out ones, are whole, from 0 to 255. */
  boolean holdsBytes() {
    for (int c = 0; c < least.length; c++) {
      if (fractional[c] || least[c] < 0 || greatest[c] > 255) {
        return false;
      }
    }
    return true;
  }

  /** Returns the narrowest of int, bigint and double that holds the column's values. */
  String narrowestType(int column) {
    if (fractional[column] || Math.abs(least[column]) > 0x1p53 || greatest[column] > 0x1p53) {
      return "double";
    }
    boolean fitsInt = least[column] >= Integer.MIN_VALUE && greatest[column] <= Integer.MAX_VALUE;
    return fitsInt ? "int" : "bigint";
  }
}
