package io.ncsn.data.shard;

import io.ncsn.data.codec.ColumnBlock;
import io.ncsn.data.codec.ColumnRanges;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** The ranges, means and variances of the columns of a shard's rows. They merge exactly. */
public final class ShardRanges implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] least;
  private final float[] greatest;
  private final Moments moments;

  private ShardRanges(int dimension) {
    least = new float[dimension];
    greatest = new float[dimension];
    moments = new Moments(dimension);
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
  }

  /** Finds the ranges over all rows of {@code shards}. */
  public static ColumnRanges of(JavaRDD<Shard> shards, int dimension) {
    List<ShardRanges> parts = shards.map(ShardRanges::of).collect();
    ShardRanges all = new ShardRanges(dimension);
    parts.forEach(all::merge);
    return all.ranges();
  }

  private static ShardRanges of(Shard shard) {
    ShardRanges summary = new ShardRanges(shard.dimension());
    double[] row = new double[shard.dimension()];
    float[] stored = new float[row.length];
    ColumnBlock block = new ColumnBlock(shard.dimension());
    for (int i = 0; i < shard.rows(); i++) {
      shard.read(i, stored, 0);
      for (int j = 0; j < row.length; j++) {
        float value = stored[j];
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

  private void merge(ShardRanges other) {
    for (int j = 0; j < least.length; j++) {
      least[j] = Math.min(least[j], other.least[j]);
      greatest[j] = Math.max(greatest[j], other.greatest[j]);
    }
    moments.merge(other.moments);
  }

  private ColumnRanges ranges() {
    float[] mean = new float[least.length];
    float[] variance = new float[least.length];
    for (int j = 0; j < mean.length; j++) {
      mean[j] = (float) moments.mean(j);
      variance[j] = (float) moments.variance(j);
    }
    return new ColumnRanges(least, greatest, mean, variance);
  }
}
