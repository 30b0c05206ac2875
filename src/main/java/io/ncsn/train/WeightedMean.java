package io.ncsn.train;

/**
 * A mean of vectors weighted by rows, summed in double in the order they are added. Add replicas in
 * replica order and the bits do not depend on who computed them when.
 */
final class WeightedMean {
  private final double[] sums;
  private double weights;

  WeightedMean(int length) {
    sums = new double[length];
  }

  void add(float[] vector, double weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * vector[i];
    }
    weights += weight;
  }

  float[] mean() {
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / weights);
    }
    return mean;
  }
}
