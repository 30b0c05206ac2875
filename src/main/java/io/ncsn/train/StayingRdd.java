package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag$;

/**
 * Many rounds as an RDD without elements: the task of partition r runs replica r, one round after
 * another, as a desk orders them. It may read any shard.
 */
final class StayingRdd extends RDD<Object> {
  private static final long serialVersionUID = 1L;

  private final ReplicaWorker worker;
  private final int replicas;
  private final DeskAddress desk;

  /**
   * The rounds that {@code desk} orders.
   *
   * @param shards one per partition, by id
   * @param first the order by which the rounds begin: tasks go where its shards are
   */
  StayingRdd(RDD<Shard> shards, ReplicaWorker worker, RoundOrder first, DeskAddress desk) {
    super(
        shards.context(),
        ReplicaShards.of(shards, allFrom(first, shards.getNumPartitions())),
        ClassTag$.MODULE$.Object());
    this.worker = worker;
    this.replicas = first.replicas();
    this.desk = desk;
  }

  /** Returns all shards, for each replica from the one on by which it begins. */
  private static int[][] allFrom(RoundOrder first, int shards) {
    return first.plan().stream()
        .map(
            rows ->
                IntStream.range(0, shards).map(i -> (rows.get(0).shard() + i) % shards).toArray())
        .toArray(int[][]::new);
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
    Replica replica = (Replica) split;
    desk.find().ifPresent(at -> stay(at, replica, context));
    return JavaConverters.asScalaIterator(List.<Object>of().iterator());
  }

  private void stay(TaskDesk at, Replica replica, TaskContext context) {
    try {
      Map<Integer, Shard> held = Map.of();
      Optional<ReplicaOrder> next = at.arrive(replica.index());
      while (next.isPresent()) {
        context.killTaskIfInterrupted();
        ReplicaOrder order = next.get();
        held = shards(order, held, replica, context);
        at.give(
            order.turn(),
            worker.run(order.task(), replica.index(), order::start, held, order.rows()));
        next = at.next(replica.index(), order.turn());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted between rounds", e);
    } finally {
      at.leave(replica.index());
    }
  }

  /**
   * Returns the shards of an order. Those of the order before are at hand, the others may come from
   * another executor.
   */
  private Map<Integer, Shard> shards(
      ReplicaOrder order, Map<Integer, Shard> held, Replica replica, TaskContext context) {
    Map<Integer, Shard> shards = new TreeMap<>();
    for (RowSegment segment : order.rows()) {
      shards.computeIfAbsent(
          segment.shard(),
          id -> held.containsKey(id) ? held.get(id) : shard(replica.shards()[id], context));
    }
    return shards;
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
}
