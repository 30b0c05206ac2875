package io.ncsn.evaluate.mixed;

/**
 * Rows of features, each with as many non-zero ones as there are columns.
 *
 * @param width number of features
 * @param places the features that are not 0, [columns][rows]
 * @param values their values, [columns][rows]
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
record SparseRows(int width, int[][] places, double[][] values) {
  int rows() {
    return places[0].length;
  }

  /** Returns, for each row, the product with {@code weights}, whose last entry is added. */
  double[] times(double[] weights) {
    double[] products = new double[rows()];
    for (int i = 0; i < products.length; i++) {
      double sum = weights[width];
      for (int j = 0; j < places.length; j++) {
        sum += weights[places[j][i]] * values[j][i];
      }
      products[i] = sum;
    }
    return products;
  }

  /** Returns the sum of the rows times {@code factors}; the last entry is that of the factors. */
  double[] combine(double[] factors) {
    double[] sums = new double[width + 1];
    for (int i = 0; i < factors.length; i++) {
      for (int j = 0; j < places.length; j++) {
        sums[places[j][i]] += factors[i] * values[j][i];
      }
      sums[width] += factors[i];
    }
    return sums;
  }

  /** Returns the sum of the rows' squares times {@code factors}. */
  double[] combineSquares(double[] factors) {
    double[] sums = new double[width + 1];
    for (int i = 0; i < factors.length; i++) {
      for (int j = 0; j < places.length; j++) {
        sums[places[j][i]] += factors[i] * values[j][i] * values[j][i];
      }
      sums[width] += factors[i];
    }
    return sums;
  }
}
