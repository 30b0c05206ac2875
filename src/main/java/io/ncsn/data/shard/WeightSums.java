package io.ncsn.data.shard;

import io.ncsn.data.codec.BadRowReason;
import io.ncsn.data.codec.ColumnBlock;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;

/** Counts and exact sums of the weights of rows. They do not depend on the order of rows. */
final class WeightSums implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final BigDecimal UNITS =
      new BigDecimal(BigInteger.ONE.shiftLeft(ExactSums.UNIT_BITS));

  private final ExactSums sum = new ExactSums(1);
  private final ExactSums squares = new ExactSums(1);
  private final TreeMap<String, Long> bad = new TreeMap<>();
  private final TreeMap<String, Long> read = new TreeMap<>();
  private long rows;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  /** Adds weights: a block of one column. */
  void add(ColumnBlock block) {
    double[] weights = block.column(0);
    sum.add(0, weights, block.rows());
    squares.addSquares(0, weights, block.rows());
    rows += block.rows();
    for (int i = 0; i < block.rows(); i++) {
      least = Math.min(least, weights[i]);
      greatest = Math.max(greatest, weights[i]);
      if (weights[i] < 0) {
        addBad("negative");
      }
    }
  }

  /** Counts a row without a weight. Rows that are bad as a whole are not judged here. */
  void addBad(BadRowReason reason) {
    if (reason != BadRowReason.MALFORMED && reason != BadRowReason.PICTURE) {
      rows++;
      addBad(reason.label());
    }
  }

  private void addBad(String reason) {
    bad.merge(reason, 1L, Long::sum);
  }

  void addRead(Map<String, Long> rowsByFile) {
    rowsByFile.forEach((file, more) -> read.merge(file, more, Long::sum));
  }

  WeightSums merge(WeightSums other) {
    sum.merge(other.sum);
    squares.merge(other.squares);
    other.bad.forEach((reason, more) -> bad.merge(reason, more, Long::sum));
    addRead(other.read);
    rows += other.rows;
    least = Math.min(least, other.least);
    greatest = Math.max(greatest, other.greatest);
    return this;
  }

  /** Returns the number of rows, those without a usable weight too. */
  long rows() {
    return rows;
  }

  /** Returns how many rows have no usable weight, by the reason. */
  Map<String, Long> bad() {
    return bad;
  }

  /** Returns the rows read by file. */
  Map<String, Long> read() {
    return read;
  }

  /** Returns whether all rows have the same weight. */
  boolean areEqual() {
    return least == greatest;
  }

  /** Returns whether there are rows, and all have weight 0. */
  boolean areZero() {
    return greatest == 0 && least == 0;
  }

  /** Returns mean and effective number; the weights are good, and one is above 0. */
  WeightFacts facts(String column) {
    BigDecimal total = new BigDecimal(sum.units(0));
    BigDecimal mean =
        total.divide(UNITS.multiply(BigDecimal.valueOf(rows)), MathContext.DECIMAL128);
    BigDecimal square = new BigDecimal(squares.units(0)).multiply(UNITS);
    double effective =
        square.signum() == 0 // all weights below 1e-162
            ? Double.NaN
            : total.multiply(total).divide(square, MathContext.DECIMAL128).doubleValue();
    return new WeightFacts(column, rows, mean.doubleValue(), effective);
  }
}
