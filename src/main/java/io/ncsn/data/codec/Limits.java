package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The values of each column that float32 can hold.
 *
 * @param low [dimension]
 * @param high [dimension]
 */
@SuppressWarnings("ArrayRecordComponent")
public record Limits(double[] low, double[] high) implements Serializable {

  /**
   * Returns the limits before the scaler is known: ±3.4e38. Squares of such values, and their sums,
   * fit in a double.
   */
  public static Limits unscaled(int dimension) {
    double[] low = new double[dimension];
    double[] high = new double[dimension];
    Arrays.fill(low, -Float.MAX_VALUE);
    Arrays.fill(high, Float.MAX_VALUE);
    return new Limits(low, high);
  }

  /** Returns limits for values that also fit in float32 after scaling. */
  public static Limits scaled(Scaler scaler) {
    Limits limits = unscaled(scaler.dimension());
    for (int c = 0; c < scaler.dimension(); c++) {
      limits.low[c] = Math.max(limits.low[c], scaler.fromUnit(c, -Float.MAX_VALUE));
      limits.high[c] = Math.min(limits.high[c], scaler.fromUnit(c, Float.MAX_VALUE));
    }
    return limits;
  }

  /**
   * Returns whether all values from {@code least[c]} to {@code greatest[c]} are within the limits.
   */
  public boolean hold(double[] least, double[] greatest) {
    for (int c = 0; c < low.length; c++) {
      if (least[c] < low[c] || greatest[c] > high[c]) {
        return false;
      }
    }
    return true;
  }
}
