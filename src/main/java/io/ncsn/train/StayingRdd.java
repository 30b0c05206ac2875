package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag$;

/**
 * Many rounds as an RDD without elements: the task of partition r runs replica r, one round after
 * another, as a desk orders them. It may read any shard.
 */
final class StayingRdd extends RDD<Object> {
  private static final long serialVersionUID = 1L;

  private final ReplicaWorker worker;
  private final int replicas;
  private final UUID desk;

  /**
   * The rounds that {@code desk} orders.
   *
   * @param shards one per partition, by id
   */
  StayingRdd(RDD<Shard> shards, ReplicaWorker worker, int replicas, UUID desk) {
    super(
        shards.context(),
        scala(List.<Dependency<?>>of(new AllShards(shards))),
        ClassTag$.MODULE$.Object());
    this.worker = worker;
    this.replicas = replicas;
    this.desk = desk;
  }

  @Override
  public Partition[] getPartitions() {
    Partition[] shards = parent().partitions();
    return IntStream.range(0, replicas)
        .mapToObj(replica -> new Replica(replica, shards))
        .toArray(Partition[]::new);
  }

  @Override
  public Iterator<Object> compute(Partition split, TaskContext context) {
    RoundDesk at = RoundDesk.of(desk);
    try {
      Optional<RoundOrder> order = Optional.of(at.arrive(split.index()));
      while (order.isPresent()) {
        context.killTaskIfInterrupted();
        at.give(order.get(), run((Replica) split, order.get(), context));
        order = at.next(order.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted between rounds", e);
    } finally {
      at.leave(split.index());
    }
    return JavaConverters.asScalaIterator(List.<Object>of().iterator());
  }

  private ReplicaResult run(Replica replica, RoundOrder order, TaskContext context) {
    List<RowSegment> segments = order.plan().get(replica.index());
    Map<Integer, Shard> shards = new TreeMap<>();
    for (RowSegment segment : segments) {
      shards.computeIfAbsent(segment.shard(), id -> shard(replica.shards()[id], context));
    }
    return worker.run(order.task(), replica.index(), order::start, shards, segments);
  }

  private Shard shard(Partition partition, TaskContext context) {
    Iterator<Shard> one = parent().iterator(partition, context);
    Shard shard = one.next();
    one.hasNext(); // at the end, Spark lets go of the block, which may then leave the memory
    return shard;
  }

  @SuppressWarnings("unchecked")
  private RDD<Shard> parent() {
    return (RDD<Shard>) (RDD<?>) dependencies().head().rdd();
  }

  private static <T> Seq<T> scala(List<? extends T> list) {
    return JavaConverters.<T>asScalaBuffer(List.copyOf(list)).toSeq();
  }

  /** Task of one replica. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Replica(int index, Partition[] shards) implements Partition, Serializable {
    @Override
    public int hashCode() {
      return index;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Replica replica && replica.index == index;
    }
  }

  private static final class AllShards extends NarrowDependency<Shard> {
    private static final long serialVersionUID = 1L;
    private final int shards;

    AllShards(RDD<Shard> parent) {
      super(parent);
      shards = parent.getNumPartitions();
    }

    @Override
    public Seq<Object> getParents(int partition) {
      return scala(IntStream.range(0, shards).boxed().toList());
    }
  }
}
