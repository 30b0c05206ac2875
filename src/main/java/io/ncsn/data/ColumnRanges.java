package io.ncsn.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * The least and the greatest standardised value of each column among the training rows.
 *
 * @param least [dimension]
 * @param greatest [dimension]
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
public record ColumnRanges(float[] least, float[] greatest) implements Serializable {
  /** Of all rows of {@code shards}. */
  public static ColumnRanges of(JavaRDD<Shard> shards, int dimension) {
    List<ColumnRanges> ranges = shards.map(ColumnRanges::ofShard).collect();
    ColumnRanges all = empty(dimension);
    for (ColumnRanges range : ranges) {
      for (int j = 0; j < dimension; j++) {
        all.least[j] = Math.min(all.least[j], range.least[j]);
        all.greatest[j] = Math.max(all.greatest[j], range.greatest[j]);
      }
    }
    return all;
  }

  private static ColumnRanges ofShard(Shard shard) {
    ColumnRanges ranges = empty(shard.dimension());
    for (int i = 0; i < shard.values().length; i++) {
      int column = i % shard.dimension();
      ranges.least[column] = Math.min(ranges.least[column], shard.values()[i]);
      ranges.greatest[column] = Math.max(ranges.greatest[column], shard.values()[i]);
    }
    return ranges;
  }

  private static ColumnRanges empty(int dimension) {
    float[] least = new float[dimension];
    float[] greatest = new float[dimension];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    return new ColumnRanges(least, greatest);
  }
}
