package io.ncsn.data.shard;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Puts stored files into shard order, because Spark reads them in another order. */
final class ShardOrder {
  static final ClassTag<Shard> SHARD = tag(Shard.class);

  private ShardOrder() {}

  static <T> ClassTag<T> tag(Class<T> type) {
    return ClassTag$.MODULE$.apply(type);
  }

  /**
   * Returns an RDD whose partition i holds only shard i. It takes the shard from the partition of
   * its file through a narrow dependency, without a shuffle.
   */
  static JavaRDD<Shard> byShard(JavaRDD<Shard> files, int[] partitionOfFile, ShardLayout layout) {
    int[] partitionOfShard = new int[layout.shards()];
    for (int shard = 0; shard < partitionOfShard.length; shard++) {
      partitionOfShard[shard] = partitionOfFile[layout.fileOfShard(shard)];
    }
    Option<PartitionCoalescer> coalescer = Option.apply(new OneParentEach(partitionOfShard));
    RDD<Shard> ordered = files.rdd().coalesce(partitionOfShard.length, false, coalescer, null);
    return JavaRDD.fromRDD(ordered, SHARD)
        .mapPartitionsWithIndex(
            (index, shards) -> {
              while (shards.hasNext()) {
                Shard shard = shards.next();
                if (shard.id() == index) {
                  // At a file's end, Spark lets go of it, and it may leave the memory.
                  boolean unused = shards.hasNext();
                  return List.of(shard).iterator();
                }
              }
              throw new IllegalStateException("Cannot find shard " + index + " in its file");
            },
            true);
  }

  /** Child partition i reads parent partition {@code parents[i]}; several may read the same. */
  private static final class OneParentEach implements PartitionCoalescer, scala.Serializable {
    private static final long serialVersionUID = 1L;

    private final int[] parents;

    OneParentEach(int[] parents) {
      this.parents = parents;
    }

    @Override
    public PartitionGroup[] coalesce(int maxPartitions, RDD<?> parent) {
      PartitionGroup[] groups = new PartitionGroup[parents.length];
      for (int i = 0; i < groups.length; i++) {
        groups[i] = new PartitionGroup(Option.empty());
        groups[i].partitions().$plus$eq(parent.partitions()[parents[i]]);
      }
      return groups;
    }
  }
}
