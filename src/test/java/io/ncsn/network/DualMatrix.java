package io.ncsn.network;

import java.util.Arrays;

/**
 * A matrix of dual numbers a + bε, ε² = 0, in double precision. What is computed from x + uε is its
 * value at x, and its derivative along u as the factor of ε. Rows are one after the other.
 *
 * @param values a, [rows, columns]
 * @param slopes b, [rows, columns]
 */
@SuppressWarnings("ArrayRecordComponent") // read by index; never compared
record DualMatrix(int rows, int columns, double[] values, double[] slopes) {

  /** Zeros. */
  DualMatrix(int rows, int columns) {
    this(rows, columns, new double[rows * columns], new double[rows * columns]);
  }

  /** Numbers without a slope. */
  static DualMatrix of(double[] values, int columns) {
    return new DualMatrix(values.length / columns, columns, values, new double[values.length]);
  }

  /** The same numbers with other slopes. */
  DualMatrix along(double[] direction) {
    return new DualMatrix(rows, columns, values, direction);
  }

  DualMatrix plus(DualMatrix other) {
    DualMatrix sum = new DualMatrix(rows, columns);
    for (int i = 0; i < values.length; i++) {
      sum.values[i] = values[i] + other.values[i];
      sum.slopes[i] = slopes[i] + other.slopes[i];
    }
    return sum;
  }

  /** The product with a matrix of constants, [columns, width]. */
  DualMatrix times(double[] right, int width) {
    DualMatrix product = new DualMatrix(rows, width);
    addProduct(values, right, width, product.values);
    addProduct(slopes, right, width, product.slopes);
    return product;
  }

  private void addProduct(double[] left, double[] right, int width, double[] sums) {
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        addMultiple(left[i * columns + k], right, k * width, sums, i * width, width);
      }
    }
  }

  /** Adds thisᵀ·{@code right}, [columns, right.columns], to {@code sum}, from {@code at} on. */
  void addTransposedTimes(DualMatrix right, DualMatrix sum, int at) {
    int width = right.columns;
    boolean constant = Arrays.stream(right.slopes).allMatch(slope -> slope == 0);
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        double value = values[i * columns + k];
        double slope = slopes[i * columns + k];
        int to = at + k * width;
        addMultiple(value, right.values, i * width, sum.values, to, width);
        addMultiple(constant ? 0 : value, right.slopes, i * width, sum.slopes, to, width);
        addMultiple(slope, right.values, i * width, sum.slopes, to, width);
      }
    }
  }

  /** Adds the columns' sums to {@code sum}, from {@code at} on. */
  void addColumnSums(DualMatrix sum, int at) {
    for (int i = 0; i < values.length; i++) {
      sum.values[at + i % columns] += values[i];
      sum.slopes[at + i % columns] += slopes[i];
    }
  }

  private static void addMultiple(
      double factor, double[] from, int fromIndex, double[] to, int toIndex, int count) {
    if (factor == 0) {
      return;
    }
    for (int j = 0; j < count; j++) {
      to[toIndex + j] += factor * from[fromIndex + j];
    }
  }
}
