package io.ncsn.evaluate.mixed;

/**
 * Pearson's correlation of two columns of numbers. It does not depend on their units, so both are
 * counted in powers of 2 near their greatest sizes: the square of a number such as 1e-180 would be
 * 0, and that of 1e180 infinite.
 */
final class Pearson {
  private Pearson() {}

  /** Returns the correlation over rows with both values; NaN if one of them does not vary. */
  static double of(MixedTable table, int first, int second) {
    double[] x = ((NumberCells) table.columns().get(first)).values();
    double[] y = ((NumberCells) table.columns().get(second)).values();
    double perX = perUnit(x);
    double perY = perUnit(y);
    int rows = 0;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
        rows++;
        meanX += (x[i] * perX - meanX) / rows;
        meanY += (y[i] * perY - meanY) / rows;
      }
    }
    double squaresX = 0;
    double squaresY = 0;
    double products = 0;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
        double dx = x[i] * perX - meanX;
        double dy = y[i] * perY - meanY;
        squaresX += dx * dx;
        squaresY += dy * dy;
        products += dx * dy;
      }
    }
    return products / (Math.sqrt(squaresX) * Math.sqrt(squaresY));
  }

  /** Returns a power of 2 that brings the greatest size near 1. */
  private static double perUnit(double[] values) {
    double greatest = 0;
    for (double value : values) {
      greatest = value > greatest || -value > greatest ? Math.abs(value) : greatest;
    }
    return Math.scalb(1.0, -Math.getExponent(greatest));
  }
}
