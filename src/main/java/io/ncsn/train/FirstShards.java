package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.rdd.RDD;
import scala.runtime.AbstractFunction1;

/** The first shards of a table: shard i is partition i, and rows were shuffled into shards. */
final class FirstShards {
  private FirstShards() {}

  /** At most {@code count} shards; the other partitions are not so much as scheduled. */
  static JavaRDD<Shard> of(JavaRDD<Shard> shards, int count) {
    RDD<Shard> some =
        new PartitionPruningRDD<>(shards.rdd(), new FirstPartitions(count), shards.classTag());
    return some.toJavaRDD();
  }

  private static final class FirstPartitions extends AbstractFunction1<Object, Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int count;

    FirstPartitions(int count) {
      this.count = count;
    }

    @Override
    public Object apply(Object partition) {
      return (Integer) partition < count;
    }
  }
}
