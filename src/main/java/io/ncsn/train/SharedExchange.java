package io.ncsn.train;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * An exchange by reference, for tasks in the driver's own process: nothing is written as bytes.
 * Only the exchange's id travels. What it stands for is kept until the round is over, however it
 * ends, and holds at most one result of each replica: attempts of a task are equal to the last bit.
 *
 * @param id unlike that of any other exchange
 */
record SharedExchange(UUID id) implements Exchange {
  private static final Map<UUID, Desk> OPEN = new ConcurrentHashMap<>();

  private record Desk(ReplicaStart start, Map<Integer, ReplicaResult> results) {}

  /** Opens an exchange that lasts until it is closed. */
  static SharedExchange open(ReplicaStart start) {
    SharedExchange exchange = new SharedExchange(UUID.randomUUID());
    OPEN.put(exchange.id, new Desk(start, new ConcurrentHashMap<>()));
    return exchange;
  }

  /**
   * Returns whether the tasks of {@code spark} find what the driver opens. In local mode they do,
   * unless Spark has loaded this class for them a second time, as for jars given to a session.
   */
  static boolean works(JavaSparkContext spark) {
    if (!spark.sc().isLocal()) {
      return false;
    }
    try (SharedExchange trial = open(null)) {
      return spark.parallelize(List.of(trial), 1).map(SharedExchange::isOpen).first();
    }
  }

  /** Returns whether this process, by this class, holds what the exchange stands for. */
  boolean isOpen() {
    return OPEN.containsKey(id);
  }

  @Override
  public ReplicaStart start() {
    return desk().start();
  }

  @Override
  public ReplicaResult give(ReplicaResult result) {
    desk().results().put(result.report().replica(), result);
    return null;
  }

  @Override
  public ReplicaResult take(int replica, ReplicaResult brought) {
    return desk().results().get(replica);
  }

  @Override
  public void close() {
    OPEN.remove(id);
  }

  /** An attempt of a task may outlive the round, which then needs it no more. */
  private Desk desk() {
    Desk desk = OPEN.get(id);
    if (desk == null) {
      throw new IllegalStateException("The round of this task is over");
    }
    return desk;
  }
}
