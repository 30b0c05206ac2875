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
  private final Partition[] shards;
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
        ReplicaShards.all(shards, first.plan().stream().mapToInt(StayingRdd::first).toArray()),
        ClassTag$.MODULE$.Object());
    this.worker = worker;
    this.replicas = first.replicas();
    this.shards = shards.partitions(); // once for all tasks: tables may have thousands
    this.desk = desk;
  }

  private static int first(List<RowSegment> rows) {
    return rows.get(0).shard();
  }

  @Override
  public Partition[] getPartitions() {
    return IntStream.range(0, replicas).mapToObj(Replica::new).toArray(Partition[]::new);
  }

  @Override
  public Iterator<Object> compute(Partition split, TaskContext context) {
    desk.find().ifPresent(at -> stay(at, split.index(), context));
    return JavaConverters.asScalaIterator(List.<Object>of().iterator());
  }

  private void stay(TaskDesk at, int replica, TaskContext context) {
    try {
      Map<Integer, Shard> held = Map.of();
      Optional<ReplicaOrder> next = at.arrive(replica);
      while (next.isPresent()) {
        context.killTaskIfInterrupted();
        ReplicaOrder order = next.get();
        held = shardsOf(order, held, context);
        at.give(order.turn(), worker.run(order.task(), replica, order::start, held, order.rows()));
        next = at.next(replica, order.turn());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted between rounds", e);
    } finally {
      at.leave(replica);
    }
  }

  /**
   * Returns the shards of an order. Those of the order before are at hand, the others may come from
   * another executor.
   */
  private Map<Integer, Shard> shardsOf(
      ReplicaOrder order, Map<Integer, Shard> held, TaskContext context) {
    Map<Integer, Shard> needed = new TreeMap<>();
    for (RowSegment segment : order.rows()) {
      needed.computeIfAbsent(
          segment.shard(), id -> held.containsKey(id) ? held.get(id) : shard(shards[id], context));
    }
    return needed;
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
  private record Replica(int index) implements Partition, Serializable {}
}
