package io.ncsn.evaluate;

import java.io.Serializable;

/**
 * A column's marginal, real against sampled, over shared bins of equal width.
 *
 * @param edges [bins + 1], rising, in data units
 * @param real share of the held-out rows in each bin, [bins]
 * @param sampled share of the samples in each bin, [bins]; samples beyond the edges count in the
 *     outer bins
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
public record Histogram(double[] edges, double[] real, double[] sampled) implements Serializable {
  public Histogram {
    if (edges.length != real.length + 1 || real.length != sampled.length) {
      throw new IllegalArgumentException(
          "Cannot make a histogram of "
              + edges.length
              + " edges, "
              + real.length
              + " real and "
              + sampled.length
              + " sampled shares; give one edge more than shares");
    }
  }
}
