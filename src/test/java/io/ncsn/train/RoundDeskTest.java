package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Driver and tasks of one process, who wait for each other and for nobody else. */
@Timeout(60)
class RoundDeskTest {
  private static final long LONG = TimeUnit.HOURS.toNanos(1);

  private final ExecutorService tasks = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    tasks.shutdownNow();
  }

  @Test
  void tasksThatWaitGetTheNextOrderAndTheDriverTheirResultsByReplica() throws Exception {
    RoundOrder first = order(3);
    RoundOrder second = order(3);
    try (RoundDesk desk = RoundDesk.open(first, LONG)) {
      List.of(2, 0, 1).forEach(replica -> assertIsOf(first, desk.arrive(replica)));
      List.of(2, 0, 1).forEach(replica -> desk.give(0, result(replica, 10 + replica)));
      assertThat(values(desk)).containsExactly(10f, 11f, 12f);
      Future<Optional<ReplicaOrder>> waiting = tasks.submit(() -> desk.next(0, 0));
      assertThat(desk.accepts(second)).isTrue();
      assertIsOf(second, waiting.get());
      assertIsOf(second, desk.next(1, 0)); // a task that comes later
    }
  }

  /** With more replicas than cores the third waits for the first to make room. */
  @Test
  void aTaskGoesHomeIfAReplicaHasNoTaskYetAndThenAllDo() throws Exception {
    RoundOrder order = order(3);
    try (RoundDesk desk = RoundDesk.open(order, LONG)) {
      desk.arrive(0);
      desk.arrive(1);
      desk.give(0, result(0, 5));
      assertThat(desk.next(0, 0)).isEmpty();
      desk.leave(0);
      assertIsOf(order, desk.arrive(2));
      desk.give(0, result(1, 7));
      assertThat(desk.next(0, 0)).isEmpty();
      desk.give(0, result(2, 9));
      assertThat(values(desk)).containsExactly(5f, 7f, 9f);
      assertThat(desk.accepts(order(3))).isFalse();
    }
  }

  /** The driver may have another job to run, for which it needs their cores. */
  @Test
  void tasksThatGetNoOrderGoHome() throws Exception {
    RoundOrder order = order(1);
    try (RoundDesk desk = RoundDesk.open(order, 1)) {
      desk.arrive(0);
      desk.give(0, result(0, 5));
      assertThat(desk.next(0, 0)).isEmpty();
      assertThat(desk.accepts(order(1))).isFalse();
    }
  }

  /** However long: it needs its core, and no other job can have it. */
  @Test
  void tasksWaitForTheSlowestReplica() throws Exception {
    RoundOrder first = order(2);
    RoundOrder second = order(2);
    try (RoundDesk desk = RoundDesk.open(first, 1)) {
      desk.arrive(0);
      desk.arrive(1);
      desk.give(0, result(0, 1));
      Future<Optional<ReplicaOrder>> waiting = tasks.submit(() -> desk.next(0, 0));
      assertThatThrownBy(() -> waiting.get(50, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(desk.accepts(second)).isTrue();
      assertIsOf(second, waiting.get());
    }
  }

  @Test
  void anOrderThatWasAcceptedIsDoneByAll() throws Exception {
    RoundOrder first = order(2);
    RoundOrder second = order(2);
    try (RoundDesk desk = RoundDesk.open(first, 1)) {
      desk.arrive(0);
      desk.arrive(1);
      assertThat(desk.accepts(second)).isTrue();
      assertIsOf(second, desk.next(1, 0));
      desk.give(1, result(0, 1));
      desk.give(1, result(1, 2));
      assertThat(desk.next(0, 1)).as("no third order").isEmpty();
      assertIsOf(second, desk.next(1, 0));
    }
  }

  @Test
  void ifATaskFailsTheOthersGoHomeAfterTheirRound() throws Exception {
    RoundOrder order = order(2);
    try (RoundDesk desk = RoundDesk.open(order, LONG)) {
      desk.arrive(0);
      desk.arrive(1);
      Future<Optional<ReplicaOrder>> waiting = tasks.submit(() -> desk.next(0, 0));
      desk.leave(1);
      assertThat(waiting.get()).isEmpty();
      assertIsOf(order, desk.arrive(1)); // its second attempt
    }
  }

  @Test
  void aReplicaThatIsGivenTwiceCountsOnceAndOneOfARoundBeforeNotAtAll() throws Exception {
    RoundOrder first = order(2);
    RoundOrder second = order(2);
    try (RoundDesk desk = RoundDesk.open(first, LONG)) {
      assertThat(desk.accepts(second)).isTrue();
      desk.give(0, result(0, 1));
      desk.give(1, result(1, 7));
      desk.give(1, result(1, 7));
      desk.give(1, result(0, 11));
      assertThat(values(desk)).containsExactly(11f, 7f);
    }
  }

  @Test
  void theDriverDoesNotWaitForTasksOfAJobThatEnded() throws Exception {
    RoundOrder order = order(2);
    try (RoundDesk desk = RoundDesk.open(order, LONG)) {
      desk.give(0, result(1, 3));
      Future<List<Float>> driver = tasks.submit(() -> values(desk));
      desk.end();
      assertThat(driver.get()).containsExactly(3f);
    }
  }

  @Test
  void tasksThatOutliveTheTrainingFindNothing() throws Exception {
    RoundOrder order = order(1);
    RoundDesk desk = RoundDesk.open(order, LONG);
    desk.arrive(0);
    assertThat(RoundDesk.of(desk.id())).containsSame(desk);
    Future<Optional<ReplicaOrder>> waiting = tasks.submit(() -> desk.next(0, 0));
    desk.close();
    assertThat(waiting.get()).isEmpty();
    assertThat(desk.accepts(order(1))).isFalse();
    assertThat(RoundDesk.of(desk.id())).isEmpty();
  }

  /** Spark does a task again whose executor is lost before it could say that it had ended. */
  @Test
  void anAttemptAfterTheLastResultHasNothingToDo() throws Exception {
    try (RoundDesk desk = RoundDesk.open(order(1), LONG)) {
      desk.arrive(0);
      desk.give(0, result(0, 5));
      desk.leave(0);
      assertThat(desk.arrive(0)).isEmpty();
      assertThat(values(desk)).containsExactly(5f);
    }
  }

  @Test
  void tasksInTheDriversProcessReachIt() {
    assertThat(DeskAddress.distance(TrainRuns.spark())).contains(false);
  }

  /** Another process has its classes from another loader, and so have some sessions. */
  @Test
  void classesOfAnotherLoaderDoNotFindWhatTheDriverOpened() throws Exception {
    try (RoundDesk desk = RoundDesk.open(order(1), LONG);
        URLClassLoader loader = new Twin()) {
      Class<?> twin = loader.loadClass(RoundDesk.class.getName());
      assertThat(twin).isNotSameAs(RoundDesk.class);
      Method of = twin.getDeclaredMethod("of", UUID.class);
      of.setAccessible(true);
      assertThat(of.invoke(null, desk.id())).isEqualTo(Optional.empty());
      assertThat(RoundDesk.of(desk.id())).isPresent();
    }
  }

  private static RoundOrder order(int replicas) {
    return new RoundOrder(
        null, new ReplicaStart(null, null), Collections.nCopies(replicas, List.of()));
  }

  private static void assertIsOf(RoundOrder round, Optional<ReplicaOrder> order) {
    assertThat(order.map(ReplicaOrder::start)).containsSame(round.start());
  }

  private static ReplicaResult result(int replica, float value) {
    return new ReplicaResult(
        new ReplicaReport(replica, 1, 0, -1, 0, 0),
        new FloatVector(new float[] {value}),
        new FloatVector(new float[2]));
  }

  private static List<Float> values(RoundDesk desk) throws InterruptedException {
    return desk.results().stream().map(result -> result.parameters().values()[0]).toList();
  }

  /** Loads this program's classes itself. */
  private static final class Twin extends URLClassLoader {
    Twin() {
      super(
          new URL[] {RoundDesk.class.getProtectionDomain().getCodeSource().getLocation()},
          RoundDesk.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.ncsn.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}
