package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A desk that is asked by messages, one after another. */
@Timeout(60)
class DistantDeskTest {
  private static final long LONG = TimeUnit.HOURS.toNanos(1);
  private static final RowSegment ROWS = new RowSegment(2, 3, 5, 7);

  private final ExecutorService tasks = Executors.newCachedThreadPool();
  private final Messages messages = new Messages();

  @AfterEach
  void end() {
    tasks.shutdownNow();
  }

  @Test
  void ordersAndResultsArriveToTheLastBit() throws Exception {
    try (RoundDesk desk = RoundDesk.open(order(1.5f), LONG)) {
      DistantDesk distant = new DistantDesk(desk.id(), messages);
      assertThat(distant.isOpen()).isTrue();
      ReplicaOrder first = distant.arrive(0).orElseThrow();
      assertThat(first.start().parameters().values()).containsExactly(1.5f, Float.MIN_VALUE);
      assertThat(first.start().updaterState().values()).containsExactly(-0f, 0f, 3f, 4f);
      assertThat(first.rows()).containsExactly(ROWS);
      distant.give(first.turn(), result(Float.MAX_VALUE));
      assertThat(desk.results().get(0).parameters().values()).containsExactly(Float.MAX_VALUE);
      assertThat(desk.accepts(order(2.5f))).isTrue();
      ReplicaOrder second = distant.next(0, first.turn()).orElseThrow();
      assertThat(second.turn()).isEqualTo(first.turn() + 1);
      assertThat(second.start().parameters().values()[0]).isEqualTo(2.5f);
    }
  }

  /** The driver answers at once: who waits asks again. */
  @Test
  void aTaskAsksUntilThereIsAnOrder() throws Exception {
    try (RoundDesk desk = RoundDesk.open(order(1), LONG)) {
      DistantDesk distant = new DistantDesk(desk.id(), messages);
      distant.arrive(0);
      distant.give(0, result(1));
      int before = messages.count.get();
      Future<Optional<ReplicaOrder>> waiting = tasks.submit(() -> distant.next(0, 0));
      while (messages.count.get() < before + 3) {
        Thread.onSpinWait();
      }
      assertThat(waiting.isDone()).isFalse();
      assertThat(desk.accepts(order(7))).isTrue();
      assertThat(waiting.get()).map(next -> next.start().parameters().values()[0]).contains(7f);
    }
  }

  @Test
  void tasksThatGetNoOrderGoHome() throws Exception {
    try (RoundDesk desk = RoundDesk.open(order(1), 1)) {
      DistantDesk distant = new DistantDesk(desk.id(), messages);
      distant.arrive(0);
      distant.give(0, result(1));
      assertThat(distant.next(0, 0)).isEmpty();
      assertThat(desk.accepts(order(2))).isFalse();
    }
  }

  @Test
  void aTaskThatLeavesSendsTheOthersHome() {
    try (RoundDesk desk = RoundDesk.open(order(1), LONG)) {
      DistantDesk distant = new DistantDesk(desk.id(), messages);
      distant.arrive(0);
      distant.leave(0);
      assertThat(desk.accepts(order(2))).isFalse();
    }
  }

  @Test
  void whoComesAfterTheTrainingHasNothingToDo() throws Exception {
    RoundDesk desk = RoundDesk.open(order(1), LONG);
    DistantDesk distant = new DistantDesk(desk.id(), messages);
    distant.arrive(0);
    desk.close();
    assertThat(distant.isOpen()).isFalse();
    assertThat(distant.next(0, 0)).isEmpty();
    assertThat(distant.arrive(0)).isEmpty();
    distant.give(0, result(1));
    distant.leave(0);
  }

  private static RoundOrder order(float value) {
    ReplicaStart start =
        new ReplicaStart(
            new FloatVector(new float[] {value, Float.MIN_VALUE}),
            new FloatVector(new float[] {-0f, 0f, 3f, 4f}));
    return new RoundOrder(null, start, List.of(List.of(ROWS)));
  }

  private static ReplicaResult result(float value) {
    return new ReplicaResult(
        new ReplicaReport(0, 1, 0, -1, 0, 0),
        new FloatVector(new float[] {value}),
        new FloatVector(new float[2]));
  }

  /** Brings messages to the driver's part of the plugin. */
  private static final class Messages implements PluginContext {
    private final DriverPlugin driver = new RoundsPlugin().driverPlugin();
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public synchronized Object ask(Object message) throws Exception {
      count.incrementAndGet();
      return driver.receive(message);
    }

    @Override
    public void send(Object message) {
      try {
        assertThat(ask(message)).as("nobody waits for an answer").isNull();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public MetricRegistry metricRegistry() {
      throw new UnsupportedOperationException();
    }

    @Override
    public SparkConf conf() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String executorID() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String hostname() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, ResourceInformation> resources() {
      throw new UnsupportedOperationException();
    }
  }
}
