package io.ncsn.evaluate;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** Histograms of a column over shared bins that show the bulk of the real values. */
final class MarginalBins {
  private static final int BINS = 30;
  private static final double TAIL_PERCENT = 0.5;

  private MarginalBins() {}

  static Histogram histogram(double[] real, double[] sampled) {
    double[] edges = edges(real);
    return new Histogram(edges, shares(real, edges), shares(sampled, edges));
  }

  /** One bin a value for few whole numbers; else equal bins between the outer quantiles. */
  private static double[] edges(double[] real) {
    double least = Arrays.stream(real).min().orElseThrow();
    double greatest = Arrays.stream(real).max().orElseThrow();
    boolean whole = Arrays.stream(real).allMatch(value -> value == Math.rint(value));
    if (whole && greatest - least < BINS) {
      return equal(least - 0.5, greatest + 0.5, (int) (greatest - least) + 1);
    }
    Percentile percentile = new Percentile();
    percentile.setData(real);
    double low = percentile.evaluate(TAIL_PERCENT);
    double high = percentile.evaluate(100 - TAIL_PERCENT);
    return low < high ? equal(low, high, BINS) : equal(least - 0.5, greatest + 0.5, BINS);
  }

  private static double[] equal(double low, double high, int bins) {
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      edges[i] = low + (high - low) * i / bins;
    }
    return edges;
  }

  private static double[] shares(double[] values, double[] edges) {
    int bins = edges.length - 1;
    double[] shares = new double[bins];
    for (double value : values) {
      int bin = (int) Math.floor((value - edges[0]) / (edges[bins] - edges[0]) * bins);
      shares[Math.max(0, Math.min(bins - 1, bin))]++;
    }
    for (int bin = 0; bin < bins; bin++) {
      shares[bin] /= values.length;
    }
    return shares;
  }
}
