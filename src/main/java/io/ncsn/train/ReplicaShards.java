package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.rdd.RDD;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Which shards the task of each replica may read: some, or all from one on. Spark prefers the place
 * of the first.
 */
final class ReplicaShards extends NarrowDependency<Shard> {
  private static final long serialVersionUID = 1L;
  private final int[][] shards;

  /** Number of all shards if replicas may read them all, else 0. */
  private final int all;

  private ReplicaShards(RDD<Shard> parent, int[][] shards, int all) {
    super(parent);
    this.shards = shards;
    this.all = all;
  }

  /**
   * Returns the one dependency of an RDD of replicas that read some shards.
   *
   * @param shards by replica
   */
  static Seq<Dependency<?>> some(RDD<Shard> parent, int[][] shards) {
    return scala(List.<Dependency<?>>of(new ReplicaShards(parent, shards, 0)));
  }

  /**
   * Returns the one dependency of an RDD of replicas that may read all shards.
   *
   * @param first by replica, where it begins
   */
  static Seq<Dependency<?>> all(RDD<Shard> parent, int[] first) {
    int[][] begins =
        Arrays.stream(first).mapToObj(shard -> new int[] {shard}).toArray(int[][]::new);
    return scala(
        List.<Dependency<?>>of(new ReplicaShards(parent, begins, parent.getNumPartitions())));
  }

  @Override
  public Seq<Object> getParents(int replica) {
    int[] own = shards[replica];
    IntStream read =
        all == 0 ? Arrays.stream(own) : IntStream.range(0, all).map(i -> (own[0] + i) % all);
    return scala(read.<Object>mapToObj(shard -> shard).toList());
  }

  private static <T> Seq<T> scala(List<? extends T> list) {
    return JavaConverters.<T>asScalaBuffer(List.copyOf(list)).toSeq();
  }
}
