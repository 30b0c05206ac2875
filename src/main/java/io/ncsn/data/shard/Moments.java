package io.ncsn.data.shard;

import io.ncsn.data.codec.ColumnBlock;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The mean and variance of each column, rounded once from their exact values. They do not depend on
 * the order of the rows and have no cancellation errors.
 */
final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final MathContext DIGITS = new MathContext(40);

  private final int dimension;
  private final ExactSums sums;
  private final ExactSums squares;
  private long rows;

  Moments(int dimension) {
    this.dimension = dimension;
    this.sums = new ExactSums(dimension);
    this.squares = new ExactSums(dimension);
  }

  /** Adds rows whose values are within ±3.4e38. */
  void add(ColumnBlock block) {
    for (int c = 0; c < dimension; c++) {
      sums.add(c, block.column(c), block.rows());
      squares.addSquares(c, block.column(c), block.rows());
    }
    rows += block.rows();
  }

  void merge(Moments other) {
    sums.merge(other.sums);
    squares.merge(other.squares);
    rows += other.rows;
  }

  int dimension() {
    return dimension;
  }

  long rows() {
    return rows;
  }

  double mean(int column) {
    return quotient(sums.units(column), BigInteger.valueOf(rows), ExactSums.UNIT_BITS);
  }

  /** Returns Σ(x − mean)²/n = (n·Σx² − (Σx)²)/n², which is exactly 0 for a constant column. */
  double variance(int column) {
    BigInteger n = BigInteger.valueOf(rows);
    BigInteger sum = sums.units(column);
    BigInteger squareSum = squares.units(column).shiftLeft(ExactSums.UNIT_BITS);
    BigInteger spread = n.multiply(squareSum).subtract(sum.multiply(sum));
    return quotient(spread, n.multiply(n), 2 * ExactSums.UNIT_BITS);
  }

  /** Returns numerator / (denominator · 2^bits). */
  private static double quotient(BigInteger numerator, BigInteger denominator, int bits) {
    BigDecimal whole = new BigDecimal(denominator.shiftLeft(bits));
    return new BigDecimal(numerator).divide(whole, DIGITS).doubleValue();
  }
}
