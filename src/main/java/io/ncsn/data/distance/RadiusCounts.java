package io.ncsn.data.distance;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A histogram of distances from the centre, with {@value #BINS} bins between 0 and the greatest
 * distance. Its answers err upwards by one bin.
 */
final class RadiusCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BINS = 1 << 11;

  private final double greatest;
  private final long[] counts = new long[BINS];

  /**
   * Makes an empty histogram.
   *
   * @param greatest greatest distance from the centre, &gt; 0
   */
  RadiusCounts(double greatest) {
    this.greatest = greatest;
  }

  void add(double radius) {
    counts[Math.min(BINS - 1, (int) (radius / greatest * BINS))]++;
  }

  RadiusCounts plus(RadiusCounts other) {
    RadiusCounts sum = new RadiusCounts(greatest);
    Arrays.setAll(sum.counts, bin -> counts[bin] + other.counts[bin]);
    return sum;
  }

  /** Returns how many rows may be at least {@code least} from the centre. */
  long rows(double least) {
    long rows = 0;
    for (int bin = BINS - 1; bin >= 0 && end(bin) >= least; bin--) {
      rows += counts[bin];
    }
    return rows;
  }

  /** Returns how many pairs of rows may have radii that sum to at least {@code least}. */
  double pairs(double least) {
    double ordered = 0;
    double partners = 0; // rows of the bins from partner on, which grow as bin grows
    int partner = BINS;
    for (int bin = 0; bin < BINS; bin++) {
      while (partner > 0 && end(bin) + end(partner - 1) >= least) {
        partner--;
        partners += counts[partner];
      }
      ordered += counts[bin] * partners;
    }
    return ordered / 2;
  }

  private double end(int bin) {
    return greatest * (bin + 1) / BINS;
  }
}
