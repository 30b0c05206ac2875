package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag$;

/**
 * A round as an RDD: partition r is replica r's result and depends on just the shards that it
 * reads. So a round is one job without a shuffle, each task goes where its shard is cached, and no
 * other shard is touched.
 */
final class ReplicaRdd extends RDD<ReplicaResult> {
  private static final long serialVersionUID = 1L;

  private final ReplicaWorker worker;
  private final RoundTask task;
  private final Broadcast<ReplicaStart> start;
  private final int replicas;
  private final transient List<List<RowSegment>> plan;

  ReplicaRdd(
      RDD<Shard> shards,
      ReplicaWorker worker,
      RoundTask task,
      Broadcast<ReplicaStart> start,
      List<List<RowSegment>> plan) {
    super(
        shards.context(),
        ReplicaShards.some(shards, plan.stream().map(ReplicaRdd::shards).toArray(int[][]::new)),
        ClassTag$.MODULE$.apply(ReplicaResult.class));
    this.worker = worker;
    this.task = task;
    this.start = start;
    this.replicas = plan.size();
    this.plan = plan;
  }

  @Override
  public Partition[] getPartitions() {
    Partition[] shards = parent().partitions();
    Partition[] partitions = new Partition[replicas];
    for (int replica = 0; replica < replicas; replica++) {
      List<RowSegment> segments = List.copyOf(plan.get(replica));
      Partition[] needed =
          Arrays.stream(shards(segments)).mapToObj(i -> shards[i]).toArray(Partition[]::new);
      partitions[replica] = new Replica(replica, segments, needed);
    }
    return partitions;
  }

  @Override
  public Iterator<ReplicaResult> compute(Partition split, TaskContext context) {
    Replica replica = (Replica) split;
    Map<Integer, Shard> shards = new TreeMap<>();
    for (Partition needed : replica.shards()) {
      Shard shard = parent().iterator(needed, context).next();
      shards.put(shard.id(), shard);
    }
    ReplicaResult result =
        worker.run(task, replica.index(), start::value, shards, replica.segments());
    return JavaConverters.asScalaIterator(List.of(result).iterator());
  }

  @SuppressWarnings("unchecked")
  private RDD<Shard> parent() {
    return (RDD<Shard>) (RDD<?>) dependencies().head().rdd();
  }

  private static int[] shards(List<RowSegment> rows) {
    return rows.stream().mapToInt(RowSegment::shard).distinct().toArray();
  }

  /** Task of one replica. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Replica(int index, List<RowSegment> segments, Partition[] shards)
      implements Partition, Serializable {
    @Override
    public int hashCode() {
      return index;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Replica replica && replica.index == index;
    }
  }
}
