package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.rdd.RDD;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Which shards the task of each replica may read. Spark prefers the place of the first. */
final class ReplicaShards extends NarrowDependency<Shard> {
  private static final long serialVersionUID = 1L;
  private final int[][] shards;

  private ReplicaShards(RDD<Shard> parent, int[][] shards) {
    super(parent);
    this.shards = shards;
  }

  /**
   * Returns the one dependency of an RDD of replicas.
   *
   * @param shards by replica
   */
  static Seq<Dependency<?>> of(RDD<Shard> parent, int[][] shards) {
    return scala(List.<Dependency<?>>of(new ReplicaShards(parent, shards)));
  }

  @Override
  public Seq<Object> getParents(int replica) {
    return scala(Arrays.stream(shards[replica]).<Object>mapToObj(shard -> shard).toList());
  }

  private static <T> Seq<T> scala(List<? extends T> list) {
    return JavaConverters.<T>asScalaBuffer(List.copyOf(list)).toSeq();
  }
}
