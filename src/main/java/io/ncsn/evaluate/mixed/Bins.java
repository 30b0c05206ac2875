package io.ncsn.evaluate.mixed;

import java.util.Arrays;

/**
 * Ten bins of equal width over a column's range, numbered as NumPy's {@code digitize} does over
 * {@code histogram_bin_edges}: 0 below the range, 1 to 10 inside, 11 at its upper end and above.
 */
final class Bins {
  static final int BINS = 10;

  /** Codes of the bins, of values outside them, and of nulls. */
  static final int CODES = BINS + 3;

  private static final int NULLS = BINS + 2;

  private final double[] edges;

  private Bins(double[] edges) {
    this.edges = edges;
  }

  /** Returns the bins of the values' range; for a constant, of a range of width 1 around it. */
  static Bins of(NumberCells cells) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : cells.values()) {
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
    if (low >= high) {
      low -= 0.5;
      high += 0.5;
    }
    double[] edges = new double[BINS + 1];
    double step = (high - low) / BINS;
    for (int i = 0; i < BINS; i++) {
      edges[i] = i * step + low;
    }
    edges[BINS] = high;
    return new Bins(edges);
  }

  /** Returns each value's code, with one of their own for nulls. */
  int[] codes(NumberCells cells) {
    return Arrays.stream(cells.values()).mapToInt(v -> code(v, NULLS)).toArray();
  }

  /** Returns each value's code as SDMetrics has it: nulls share the code of the upper end. */
  int[] codesAsSdMetrics(NumberCells cells) {
    return Arrays.stream(cells.values()).mapToInt(v -> code(v, BINS + 1)).toArray();
  }

  private int code(double value, int nulls) {
    if (Double.isNaN(value)) {
      return nulls;
    }
    int code = 0;
    while (code < edges.length && edges[code] <= value) {
      code++;
    }
    return code;
  }
}
