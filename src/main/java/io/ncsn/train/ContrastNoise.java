package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.FittedGaussian;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * The noise of noise-contrastive estimation: the normal distribution with the mean and covariance
 * of the training rows.
 */
final class ContrastNoise {
  /** Their sums are on the driver at once, d² numbers each. */
  private static final int MOST_SHARDS = 16;

  /** Added to each variance, for columns that are alike or do not vary. */
  private static final double RIDGE = 1e-3;

  private ContrastNoise() {}

  /** The noise for {@code run}; null unless its objective needs one. */
  static FittedGaussian of(TrainingRun run) {
    if (!run.settings().objective().needsContrast()) {
      return null;
    }
    double sigma = run.settings().objective().sigma();
    return fit(run.table().train(), run.model().network().dimension(), sigma * sigma + RIDGE);
  }

  private static FittedGaussian fit(JavaRDD<Shard> shards, int dimension, double variance) {
    Moments moments = moments(shards, dimension);
    for (int i = 0; i < dimension; i++) {
      moments.covariance()[i][i] += variance;
    }
    return new FittedGaussian(moments.mean(), moments.covariance());
  }

  /**
   * Mean and covariance of rows.
   *
   * @param mean [dimension]
   * @param covariance [dimension][dimension]
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Moments(double[] mean, double[][] covariance) {}

  /** The moments of up to 16 shards, whose sums are added in the order of the shards. */
  static Moments moments(JavaRDD<Shard> shards, int dimension) {
    List<Sums> parts = FirstShards.of(shards, MOST_SHARDS).map(Sums::of).collect();
    Sums all = new Sums(0, new double[dimension], new double[dimension][dimension]);
    for (Sums part : parts) {
      all = all.plus(part);
    }
    double[] mean = new double[dimension];
    double[][] covariance = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      mean[i] = all.first()[i] / all.rows();
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = all.second()[i][j] / all.rows() - mean[i] * mean[j];
        covariance[j][i] = covariance[i][j];
      }
    }
    return new Moments(mean, covariance);
  }

  /**
   * Sums over standardised rows, so that they do not cancel.
   *
   * @param first Σx, [dimension]
   * @param second Σxxᵀ, its lower triangle
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Sums(long rows, double[] first, double[][] second) implements Serializable {
    static Sums of(Shard shard) {
      int dimension = shard.dimension();
      Sums sums = new Sums(shard.rows(), new double[dimension], new double[dimension][dimension]);
      float[] values = new float[dimension];
      for (int row = 0; row < shard.rows(); row++) {
        shard.read(row, values, 0);
        for (int i = 0; i < dimension; i++) {
          double x = values[i];
          sums.first[i] += x;
          for (int j = 0; j <= i; j++) {
            sums.second[i][j] += x * values[j];
          }
        }
      }
      return sums;
    }

    Sums plus(Sums other) {
      for (int i = 0; i < first.length; i++) {
        first[i] += other.first[i];
        for (int j = 0; j <= i; j++) {
          second[i][j] += other.second[i][j];
        }
      }
      return new Sums(rows + other.rows, first, second);
    }
  }
}
