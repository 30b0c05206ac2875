package io.ncsn.train;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Where the driver and tasks of its own process meet: the driver orders one round after another, a
 * task for each replica gives its results. Nothing is written as bytes; tasks know the desk's id.
 *
 * <p>Nobody waits for a task that may never come. A task goes home, and takes no further order, if
 * a replica has no task when its own is done, or if the driver has all results and orders nothing
 * for 20 ms; so that other jobs get its core. After that the desk accepts no order, and all tasks
 * go home.
 */
final class RoundDesk implements AutoCloseable {
  private static final Map<UUID, RoundDesk> OPEN = new ConcurrentHashMap<>();
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(20);

  private final UUID id = UUID.randomUUID();
  private final Set<Integer> there = new HashSet<>();
  private final Map<Integer, ReplicaResult> results = new TreeMap<>();
  private final int replicas;
  private final long patience;
  private RoundOrder order;
  private boolean complete;
  private boolean over;
  private boolean ended;

  private RoundDesk(RoundOrder first, long patience) {
    this.order = first;
    this.replicas = first.replicas();
    this.patience = patience;
  }

  /** Opens a desk with its first order. */
  static RoundDesk open(RoundOrder first) {
    return open(first, PATIENCE);
  }

  /**
   * Opens a desk.
   *
   * @param patience how long a task waits for the next order, ns
   */
  static RoundDesk open(RoundOrder first, long patience) {
    RoundDesk desk = new RoundDesk(first, patience);
    OPEN.put(desk.id, desk);
    return desk;
  }

  /**
   * Returns whether the tasks of {@code spark} find what the driver opens. In local mode they do,
   * unless Spark has loaded this class for them a second time, as for jars given to a session.
   */
  static boolean isReachedByTasks(JavaSparkContext spark) {
    if (!spark.sc().isLocal()) {
      return false;
    }
    try (RoundDesk trial = open(new RoundOrder(null, null, List.of()))) {
      return spark.parallelize(List.of(trial.id), 1).map(RoundDesk::isOpen).first();
    }
  }

  UUID id() {
    return id;
  }

  /** Returns whether this process, by this class, holds the desk. */
  static boolean isOpen(UUID id) {
    return OPEN.containsKey(id);
  }

  /** Returns the desk, for tasks. */
  static RoundDesk of(UUID id) {
    RoundDesk desk = OPEN.get(id);
    if (desk == null) {
      throw new IllegalStateException("The training of this task is over");
    }
    return desk;
  }

  /**
   * Orders the next round, for the driver.
   *
   * @return false if tasks have gone home, who then do nothing of it
   */
  synchronized boolean accepts(RoundOrder next) {
    if (over) {
      return false;
    }
    order = next;
    results.clear();
    complete = false;
    notifyAll();
    return true;
  }

  /**
   * Waits for the results of the last order, and takes them, for the driver.
   *
   * @return by replica; too few if the tasks' job has ended before
   */
  synchronized List<ReplicaResult> results() throws InterruptedException {
    while (!complete && !ended) {
      wait();
    }
    List<ReplicaResult> taken = List.copyOf(results.values());
    results.clear();
    return taken;
  }

  /** Notes that the tasks' job has ended, well or not. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Notes that a replica has a task, which gets the order of the present round. */
  synchronized RoundOrder arrive(int replica) {
    there.add(replica);
    return order;
  }

  /** Gives the result of a replica; attempts of a task give the same, to the last bit. */
  synchronized void give(RoundOrder done, ReplicaResult result) {
    if (isPresent(done) && !complete) {
      results.put(result.report().replica(), result);
      complete = results.size() == replicas;
      notifyAll();
    }
  }

  /** Waits for the order after {@code done}; empty if the task is to go home. */
  synchronized Optional<RoundOrder> next(RoundOrder done) throws InterruptedException {
    over |= there.size() < replicas;
    while (isPresent(done) && !over && !complete) {
      wait();
    }
    long until = System.nanoTime() + patience;
    while (isPresent(done) && !over) {
      long left = until - System.nanoTime();
      over = left <= 0;
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return isPresent(done) ? Optional.empty() : Optional.of(order);
  }

  /** An order is told from others as the object it is: what it holds is large. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isPresent(RoundOrder other) {
    return other == order;
  }

  /** Notes that a replica has no task any more: the others go home too. */
  synchronized void leave(int replica) {
    there.remove(replica);
    over = true;
    notifyAll();
  }

  /** Accepts no further order, and lets tasks go home that wait for one. */
  @Override
  public synchronized void close() {
    OPEN.remove(id);
    over = true;
    notifyAll();
  }
}
