package io.ncsn.sample;

import io.ncsn.data.codec.ColumnRanges;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The distribution that noised data approach as noise grows: N(mean, (σ² + variance)·I). Chains
 * begin there, and the probability flow ends there.
 *
 * @param mean the data's mean, [dimension]
 * @param variance the data's variance, averaged over the columns
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
record Prior(float[] mean, double variance) implements Serializable {
  /** The prior of rows of mean 0 and variance 1. */
  static Prior standard(int dimension) {
    return new Prior(new float[dimension], 1);
  }

  /** The prior of the rows that {@code ranges} summarises. */
  static Prior of(ColumnRanges ranges) {
    double sum = 0;
    for (float variance : ranges.variance()) {
      sum += variance;
    }
    return new Prior(ranges.mean(), sum / ranges.variance().length);
  }

  int dimension() {
    return mean.length;
  }

  /** Standard deviation at noise level {@code sigma}. */
  double deviation(double sigma) {
    return Math.sqrt(variance + sigma * sigma);
  }

  /**
   * Log-density at noise level {@code sigma}, in nats.
   *
   * @param x holds the row from {@code from} on
   */
  double logDensity(double[] x, int from, double sigma) {
    double total = variance + sigma * sigma;
    double square = 0;
    for (int j = 0; j < mean.length; j++) {
      double difference = x[from + j] - mean[j];
      square += difference * difference;
    }
    return -(square / total + mean.length * Math.log(2 * Math.PI * total)) / 2;
  }

  /**
   * Mean of the log-density at noise level {@code sigma} over the noise added to a row, in nats.
   *
   * @param x holds the row from {@code from} on
   */
  double meanLogDensity(float[] x, int from, double sigma) {
    double total = variance + sigma * sigma;
    double square = mean.length * sigma * sigma;
    for (int j = 0; j < mean.length; j++) {
      double difference = x[from + j] - mean[j];
      square += difference * difference;
    }
    return -(square / total + mean.length * Math.log(2 * Math.PI * total)) / 2;
  }

  @Override
  public String toString() {
    return "N(" + Arrays.toString(mean) + ", (" + variance + " + σ²)I)";
  }
}
