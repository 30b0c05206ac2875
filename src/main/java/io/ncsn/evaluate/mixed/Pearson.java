package io.ncsn.evaluate.mixed;

/** Pearson's correlation of two columns of numbers. */
final class Pearson {
  private Pearson() {}

  /** Returns the correlation over rows with both values; NaN if one of them does not vary. */
  static double of(MixedTable table, int first, int second) {
    double[] x = ((NumberCells) table.columns().get(first)).values();
    double[] y = ((NumberCells) table.columns().get(second)).values();
    int rows = 0;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
        rows++;
        meanX += (x[i] - meanX) / rows;
        meanY += (y[i] - meanY) / rows;
      }
    }
    double squaresX = 0;
    double squaresY = 0;
    double products = 0;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
        double dx = x[i] - meanX;
        double dy = y[i] - meanY;
        squaresX += dx * dx;
        squaresY += dy * dy;
        products += dx * dy;
      }
    }
    return products / (Math.sqrt(squaresX) * Math.sqrt(squaresY));
  }
}
