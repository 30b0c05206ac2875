package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Standardises values: unit = (value − mean) / scale, column by column.
 *
 * @param mean [dimension]
 * @param scale [dimension], each &gt; 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record Scaler(double[] mean, double[] scale) implements Serializable {
  public int dimension() {
    return mean.length;
  }

  /**
   * Returns Σ log scale, the difference between a log-density of standardised rows and one in data
   * units.
   */
  public double logScale() {
    return Arrays.stream(scale).map(Math::log).sum();
  }

  public double toUnit(int column, double value) {
    return (value - mean[column]) / scale[column];
  }

  public double fromUnit(int column, double unit) {
    return unit * scale[column] + mean[column];
  }
}
