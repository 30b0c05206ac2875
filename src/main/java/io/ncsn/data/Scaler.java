package io.ncsn.data;

import java.io.Serializable;

/**
 * Standardisation: unit = (value − mean) / scale, column by column.
 *
 * @param mean [dimension]
 * @param scale [dimension], each &gt; 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record Scaler(double[] mean, double[] scale) implements Serializable {
  public int dimension() {
    return mean.length;
  }

  public double toUnit(int column, double value) {
    return (value - mean[column]) / scale[column];
  }

  public double fromUnit(int column, double unit) {
    return unit * scale[column] + mean[column];
  }
}
