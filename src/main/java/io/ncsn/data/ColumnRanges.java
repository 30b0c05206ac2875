package io.ncsn.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Where the standardised training rows lie: what was learnt of each column's range and mean. With
 * {@code data.scale = column} every mean is 0 and the variance 1; with {@code global} or {@code
 * none} they are not.
 *
 * @param least the least value of each column, [dimension]
 * @param greatest the greatest value of each column, [dimension]
 * @param mean of each column, [dimension]; null, as in models of format 1: 0
 * @param variance of each column, [dimension]; null: 1
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
public record ColumnRanges(float[] least, float[] greatest, float[] mean, float[] variance)
    implements Serializable {
  public ColumnRanges {
    mean = mean == null ? new float[least.length] : mean;
    variance = variance == null ? ones(least.length) : variance;
  }

  /** Of rows of mean 0 and variance 1. */
  public static ColumnRanges standard(float[] least, float[] greatest) {
    return new ColumnRanges(least, greatest, null, null);
  }

  private static float[] ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Of all rows of {@code shards}. */
  public static ColumnRanges of(JavaRDD<Shard> shards, int dimension) {
    List<Summary> summaries = shards.map(Summary::of).collect();
    Summary all = new Summary(dimension);
    summaries.forEach(all::merge);
    return all.ranges();
  }

  private static final class Summary implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[] least;
    private final float[] greatest;
    private final Moments moments;

    Summary(int dimension) {
      least = new float[dimension];
      greatest = new float[dimension];
      moments = new Moments(dimension);
      Arrays.fill(least, Float.POSITIVE_INFINITY);
      Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    }

    static Summary of(Shard shard) {
      Summary summary = new Summary(shard.dimension());
      double[] row = new double[shard.dimension()];
      RowBlock block = new RowBlock(shard.dimension());
      for (int i = 0; i < shard.rows(); i++) {
        for (int j = 0; j < row.length; j++) {
          float value = shard.values()[i * row.length + j];
          row[j] = value;
          summary.least[j] = Math.min(summary.least[j], value);
          summary.greatest[j] = Math.max(summary.greatest[j], value);
        }
        block.add(row);
        if (block.space() == 0 || i == shard.rows() - 1) {
          summary.moments.add(block);
          block.clear();
        }
      }
      return summary;
    }

    void merge(Summary other) {
      for (int j = 0; j < least.length; j++) {
        least[j] = Math.min(least[j], other.least[j]);
        greatest[j] = Math.max(greatest[j], other.greatest[j]);
      }
      moments.merge(other.moments);
    }

    ColumnRanges ranges() {
      float[] mean = new float[least.length];
      float[] variance = new float[least.length];
      for (int j = 0; j < mean.length; j++) {
        mean[j] = (float) moments.mean(j);
        variance[j] = (float) moments.variance(j);
      }
      return new ColumnRanges(least, greatest, mean, variance);
    }
  }
}
