package io.ncsn.data.shard;

import io.ncsn.data.codec.ColumnBlock;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;

/**
 * The mean and variance of each column, rounded once from their exact values. They do not depend on
 * the order of the rows and have no cancellation errors.
 */
final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final MathContext DIGITS = new MathContext(40);

  /** Below it a square has bits below the least double. */
  private static final double TINY = 0x1p-400;

  private static final int TINY_SCALE = 540;

  /** Below it the variance has less than the precision of a double, or is 0. */
  private static final double LEAST_VARIANCE = 1e-290;

  private final int dimension;
  private final ExactSums sums;
  private final ExactSums squares;
  private final double[] least;
  private final double[] greatest;

  /** Squares of tiny values, each scaled by 2^{@value #TINY_SCALE} before; null without such. */
  private ExactSums tinySquares;

  private transient double[] ordinary;
  private transient double[] tiny;
  private long rows;

  Moments(int dimension) {
    this.dimension = dimension;
    this.sums = new ExactSums(dimension);
    this.squares = new ExactSums(dimension);
    this.least = new double[dimension];
    this.greatest = new double[dimension];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
  }

  /** Adds rows whose values are within ±3.4e38. */
  void add(ColumnBlock block) {
    for (int c = 0; c < dimension; c++) {
      sums.add(c, block.column(c), block.rows());
      if (addRange(c, block.column(c), block.rows())) {
        addTinySquares(c, block.column(c), block.rows());
      } else {
        squares.addSquares(c, block.column(c), block.rows());
      }
    }
    rows += block.rows();
  }

  /** Takes in least and greatest; whether any of the values is tiny, but not 0. */
  private boolean addRange(int column, double[] values, int count) {
    double low = least[column];
    double high = greatest[column];
    boolean anyTiny = false;
    for (int i = 0; i < count; i++) {
      double value = values[i];
      low = value < low ? value : low;
      high = value > high ? value : high;
      anyTiny |= value < TINY & value > -TINY & value != 0;
    }
    least[column] = low;
    greatest[column] = high;
    return anyTiny;
  }

  private void addTinySquares(int column, double[] values, int count) {
    if (tinySquares == null) {
      tinySquares = new ExactSums(dimension);
    }
    if (ordinary == null) {
      ordinary = new double[ColumnBlock.MOST_ROWS];
      tiny = new double[ColumnBlock.MOST_ROWS];
    }
    for (int i = 0; i < count; i++) {
      boolean isTiny = Math.abs(values[i]) < TINY;
      ordinary[i] = isTiny ? 0 : values[i];
      tiny[i] = isTiny ? Math.scalb(values[i], TINY_SCALE) : 0;
    }
    squares.addSquares(column, ordinary, count);
    tinySquares.addSquares(column, tiny, count);
  }

  void merge(Moments other) {
    sums.merge(other.sums);
    squares.merge(other.squares);
    if (tinySquares == null) {
      tinySquares = other.tinySquares;
    } else if (other.tinySquares != null) {
      tinySquares.merge(other.tinySquares);
    }
    for (int c = 0; c < dimension; c++) {
      least[c] = Math.min(least[c], other.least[c]);
      greatest[c] = Math.max(greatest[c], other.greatest[c]);
    }
    rows += other.rows;
  }

  int dimension() {
    return dimension;
  }

  long rows() {
    return rows;
  }

  /** Returns the least value of all columns. */
  double least() {
    return Arrays.stream(least).min().orElse(Double.NaN);
  }

  /** Returns the greatest value of all columns. */
  double greatest() {
    return Arrays.stream(greatest).max().orElse(Double.NaN);
  }

  double mean(int column) {
    return quotient(sums.units(column), BigInteger.valueOf(rows), ExactSums.UNIT_BITS);
  }

  /** Whether all rows hold one value, whatever becomes of its square. */
  boolean isConstant(int column) {
    return least[column] >= greatest[column];
  }

  /** Σ(x − mean)²/n; exactly 0 for a constant column, and 0 where it is below the least double. */
  double variance(int column) {
    return exactVariance(column).doubleValue();
  }

  /** √variance, also where the variance itself is too small for a double. */
  double deviation(int column) {
    BigDecimal variance = exactVariance(column);
    double rounded = variance.doubleValue();
    return rounded >= LEAST_VARIANCE || variance.signum() == 0
        ? Math.sqrt(rounded)
        : variance.sqrt(DIGITS).doubleValue();
  }

  /** (n·Σx² − (Σx)²)/n², to 40 digits. */
  private BigDecimal exactVariance(int column) {
    BigInteger n = BigInteger.valueOf(rows);
    BigInteger sum = sums.units(column);
    BigInteger squareSum = squares.units(column).shiftLeft(2 * TINY_SCALE);
    if (tinySquares != null) {
      squareSum = squareSum.add(tinySquares.units(column));
    }
    // Squares are in units of 2^−(unit bits + 2·scale), sums² in units of 2^−(2·unit bits).
    BigInteger aligned = squareSum.shiftLeft(ExactSums.UNIT_BITS);
    BigInteger sumSquared = sum.multiply(sum).shiftLeft(2 * TINY_SCALE);
    BigInteger spread = n.multiply(aligned).subtract(sumSquared);
    return exactQuotient(spread, n.multiply(n), 2 * ExactSums.UNIT_BITS + 2 * TINY_SCALE);
  }

  /** Returns numerator / (denominator · 2^bits). */
  private static double quotient(BigInteger numerator, BigInteger denominator, int bits) {
    return exactQuotient(numerator, denominator, bits).doubleValue();
  }

  private static BigDecimal exactQuotient(BigInteger numerator, BigInteger denominator, int bits) {
    BigDecimal whole = new BigDecimal(denominator.shiftLeft(bits));
    return new BigDecimal(numerator).divide(whole, DIGITS);
  }
}
