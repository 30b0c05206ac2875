package io.ncsn.train;

import io.ncsn.train.DeskCall.Answer;
import io.ncsn.train.DeskCall.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.plugin.PluginContext;

/**
 * A desk of the driver, seen from an executor. Spark carries no word from the driver to a task but
 * an answer, so a task that waits asks again: first after a millisecond, later after an eighth of
 * the time that it has waited.
 *
 * @param driver carries what is asked
 */
record DistantDesk(UUID id, PluginContext driver) implements TaskDesk {
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(100);

  boolean isOpen() {
    return ask(Kind.TRY, 0, 0, null).isPresent();
  }

  @Override
  public Optional<ReplicaOrder> arrive(int replica) {
    return ask(Kind.ARRIVE, replica, 0, null).map(Answer::order);
  }

  @Override
  public void give(int turn, ReplicaResult result) {
    ask(Kind.GIVE, result.report().replica(), turn, result);
  }

  @Override
  public Optional<ReplicaOrder> next(int replica, int turn) throws InterruptedException {
    long begin = System.nanoTime();
    Optional<Answer> answer = ask(Kind.NEXT, replica, turn, null);
    while (answer.isPresent() && answer.get().isToWait()) {
      long waited = System.nanoTime() - begin;
      TimeUnit.NANOSECONDS.sleep(Math.max(SHORTEST, Math.min(LONGEST, waited / 8)));
      answer = ask(Kind.NEXT, replica, turn, null);
    }
    return answer.map(Answer::order);
  }

  /** Sends word and waits for no answer, as the task may have been killed. */
  @Override
  public void leave(int replica) {
    try {
      driver.send(DeskCall.write(new DeskCall(id, Kind.LEAVE, replica, 0, null)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks the driver; empty if it has closed the desk. */
  private Optional<Answer> ask(Kind kind, int replica, int turn, ReplicaResult result) {
    try {
      Object answer = driver.ask(DeskCall.write(new DeskCall(id, kind, replica, turn, result)));
      return Optional.ofNullable((byte[]) answer).map(bytes -> (Answer) DeskCall.read(bytes));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted between rounds", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Cannot reach the driver", e);
    }
  }
}
