package io.ncsn.evaluate;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** Histograms of a column over shared bins that show the bulk of the real values. */
public final class MarginalBins {
  private static final int BINS = 30;
  private static final double TAIL_PERCENT = 0.5;

  private MarginalBins() {}

  /**
   * Returns the histograms of a column.
   *
   * @param real real values, at least one
   * @param sampled sampled values
   */
  public static Histogram histogram(double[] real, double[] sampled) {
    double[] edges = edges(real, sampled);
    return new Histogram(edges, shares(real, edges), shares(sampled, edges));
  }

  /**
   * One bin a value for few whole numbers; else equal bins between the outer quantiles, and for a
   * constant between the outer samples: one bin would hide every difference.
   */
  private static double[] edges(double[] real, double[] sampled) {
    DoubleSummaryStatistics range = Arrays.stream(real).summaryStatistics();
    DoubleSummaryStatistics both = Arrays.stream(sampled).summaryStatistics();
    both.combine(range);
    boolean whole =
        DoubleStream.concat(Arrays.stream(real), Arrays.stream(sampled))
            .allMatch(value -> value == Math.rint(value));
    if (whole && range.getMax() - range.getMin() < BINS) {
      double least = Math.max(both.getMin(), range.getMax() - BINS + 1);
      double greatest = Math.min(both.getMax(), least + BINS - 1);
      return equal(least - 0.5, greatest + 0.5, (int) (greatest - least) + 1);
    }
    Percentile percentile = new Percentile();
    percentile.setData(real);
    double low = percentile.evaluate(TAIL_PERCENT);
    double high = percentile.evaluate(100 - TAIL_PERCENT);
    if (low < high) {
      return equal(low, high, BINS);
    }
    return both.getMin() < both.getMax()
        ? equal(both.getMin(), both.getMax(), BINS)
        : equal(low - 0.5, low + 0.5, 1);
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
      shares[bin] /= Math.max(1, values.length);
    }
    return shares;
  }
}
