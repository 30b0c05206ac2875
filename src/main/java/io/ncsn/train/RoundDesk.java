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

/**
 * Where the driver and its tasks meet: the driver orders one round after another, a task for each
 * replica gives its results. Tasks of the driver's process come themselves, and nothing is written
 * as bytes; those of executors send word ({@link DistantDesk}).
 *
 * <p>Nobody waits for a task that may never come. A task goes home, and takes no further order, if
 * a replica has no task when its own is done, or if the driver has all results and orders nothing
 * within the desk's patience; so that other jobs get its core. After that the desk accepts no
 * order, and all tasks go home.
 */
final class RoundDesk implements TaskDesk, AutoCloseable {
  private static final Map<UUID, RoundDesk> OPEN = new ConcurrentHashMap<>();

  private final UUID id = UUID.randomUUID();
  private final Set<Integer> there = new HashSet<>();
  private final Map<Integer, ReplicaResult> results = new TreeMap<>();
  private final int replicas;
  private final long patience;
  private RoundOrder order;
  private int turn;
  private boolean complete;
  private long completed;
  private boolean over;
  private boolean ended;

  private RoundDesk(RoundOrder first, long patience) {
    this.order = first;
    this.replicas = first.replicas();
    this.patience = patience;
  }

  /**
   * Opens a desk with its first order.
   *
   * @param patience how long tasks wait for the next order when all have done theirs, ns
   */
  static RoundDesk open(RoundOrder first, long patience) {
    RoundDesk desk = new RoundDesk(first, patience);
    OPEN.put(desk.id, desk);
    return desk;
  }

  UUID id() {
    return id;
  }

  /** Returns how many desks this process has. */
  static int count() {
    return OPEN.size();
  }

  /** Returns the desk, for tasks; empty if it is closed. */
  static Optional<RoundDesk> of(UUID id) {
    return Optional.ofNullable(OPEN.get(id));
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
    turn++;
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

  @Override
  public synchronized Optional<ReplicaOrder> arrive(int replica) {
    there.add(replica);
    return over && complete ? Optional.empty() : Optional.of(present(replica));
  }

  private ReplicaOrder present(int replica) {
    return new ReplicaOrder(turn, order.task(), order.start(), order.plan().get(replica));
  }

  @Override
  public synchronized void give(int done, ReplicaResult result) {
    if (done == turn && !complete) {
      results.put(result.report().replica(), result);
      complete = results.size() == replicas;
      completed = System.nanoTime();
      notifyAll();
    }
  }

  @Override
  public synchronized Optional<ReplicaOrder> next(int replica, int done)
      throws InterruptedException {
    while (isToWait(done)) {
      if (complete) {
        TimeUnit.NANOSECONDS.timedWait(this, left());
      } else {
        wait();
      }
    }
    return after(replica, done);
  }

  /** Returns whether a task that has done {@code done} has no order yet, and may get one. */
  synchronized boolean isToWait(int done) {
    over |= there.size() < replicas || (complete && left() <= 0);
    return done == turn && !over;
  }

  private long left() {
    return completed + patience - System.nanoTime();
  }

  /** Returns a replica's order after {@code done}, if there is one. */
  synchronized Optional<ReplicaOrder> after(int replica, int done) {
    return done == turn ? Optional.empty() : Optional.of(present(replica));
  }

  @Override
  public synchronized void leave(int replica) {
    there.remove(replica);
    dismiss();
  }

  /** Accepts no further order, and lets tasks go home that wait for one. */
  synchronized void dismiss() {
    over = true;
    notifyAll();
  }

  /** Dismisses the tasks, and keeps nothing for those that come later. */
  @Override
  public synchronized void close() {
    OPEN.remove(id);
    dismiss();
  }
}
