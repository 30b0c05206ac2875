package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.HeapVectors;
import io.ncsn.network.ModelVectors;
import io.ncsn.network.NetworkSettings.KernelChoice;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;

/** Vectors on their way between driver and tasks: by reference or through Spark. */
class ExchangeTest {
  private static final int MINIBATCHES = 3;
  private static final int REPLICAS = 5;

  private final TrainingRun run =
      TrainRuns.run(
          TrainRuns.settings().replicas(REPLICAS).minibatches(MINIBATCHES).build(),
          KernelChoice.LIBTORCH);
  private final List<SharedExchange> opened = new ArrayList<>();

  @Test
  void roundsByReferenceAndThroughSparkGiveTheSameBits() {
    ModelVectors shared = model();
    ModelVectors sent = model();
    for (int round = 0; round < 3; round++) {
      round(round, shared, this::open, run.table().train());
      round(round, sent, ExchangeTest::broadcast, run.table().train());
    }
    assertThat(shared.parameters()).isEqualTo(sent.parameters());
    assertThat(shared.updaterState()).isEqualTo(sent.updaterState());
    assertThat(shared.parameters()).isNotEqualTo(model().parameters());
    assertThat(opened).hasSize(3).noneMatch(SharedExchange::isOpen);
  }

  @Test
  void tasksInTheDriversProcessAreReachedByReference() {
    assertThat(SharedExchange.works(TrainRuns.spark())).isTrue();
  }

  @Test
  void nothingIsKeptOfARoundInWhichATaskFails() {
    JavaRDD<Shard> broken = run.table().train().map(ExchangeTest::unreadable);
    ModelVectors model = model();
    assertThatThrownBy(() -> round(0, model, this::open, broken))
        .isInstanceOf(SparkException.class)
        .hasStackTraceContaining("no such shard");
    assertThat(opened).hasSize(1).noneMatch(SharedExchange::isOpen);
    assertThat(model.parameters()).isEqualTo(model().parameters());
  }

  /** As a task does that is done again, or a copy of a slow one. */
  @Test
  void aReplicaThatIsGivenTwiceCountsOnce() {
    try (SharedExchange exchange = open(null)) {
      ReplicaResult first = result(1, 7);
      ReplicaResult other = result(0, 11);
      assertThat(exchange.give(first)).isNull();
      assertThat(exchange.give(other)).isNull();
      assertThat(exchange.give(result(1, 7))).isNull();
      assertThat(exchange.take(0, null)).isSameAs(other);
      assertThat(exchange.take(1, null).parameters().values()).containsExactly(7);
    }
  }

  @Test
  void anAttemptThatOutlivesItsRoundFindsNothingAndLeavesNothing() {
    SharedExchange over = open(new ReplicaStart(null, null));
    over.close();
    assertThatThrownBy(over::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The round of this task is over");
    assertThatThrownBy(() -> over.give(result(0, 1))).isInstanceOf(IllegalStateException.class);
    assertThat(over.isOpen()).isFalse();
  }

  /** Another process has its classes from another loader, and so have some sessions. */
  @Test
  void classesOfAnotherLoaderDoNotFindWhatTheDriverOpened() throws Exception {
    try (SharedExchange exchange = open(null);
        URLClassLoader loader = new Twin()) {
      Class<?> twin = loader.loadClass(SharedExchange.class.getName());
      assertThat(twin).isNotSameAs(SharedExchange.class);
      Constructor<?> constructor = twin.getDeclaredConstructor(UUID.class);
      constructor.setAccessible(true);
      Method isOpen = twin.getDeclaredMethod("isOpen");
      isOpen.setAccessible(true);
      assertThat(isOpen.invoke(constructor.newInstance(exchange.id()))).isEqualTo(false);
      assertThat(exchange.isOpen()).isTrue();
    }
  }

  private SharedExchange open(ReplicaStart start) {
    SharedExchange exchange = SharedExchange.open(start);
    opened.add(exchange);
    return exchange;
  }

  private static Exchange broadcast(ReplicaStart start) {
    return new BroadcastExchange(TrainRuns.spark().broadcast(start));
  }

  private static ModelVectors model() {
    return new HeapVectors(TrainRuns.SPEC.initialParameters(13));
  }

  private static ReplicaResult result(int replica, float value) {
    return new ReplicaResult(
        new ReplicaReport(replica, 1, 0, -1, 0, 0),
        new FloatVector(new float[] {value}),
        new FloatVector(new float[2]));
  }

  private static Shard unreadable(Shard shard) {
    throw new IllegalStateException("no such shard as " + shard.id());
  }

  private void round(
      int round, ModelVectors model, Exchange.Opener exchange, JavaRDD<Shard> shards) {
    TrainSettings settings = run.settings();
    RowPlanner planner =
        new RowPlanner(settings.seed(), settings.replicas(), run.table().shardRows());
    int rows = MINIBATCHES * settings.batchSize();
    planner.skip(round, rows);
    RoundTask task =
        new RoundTask(
            StepSettings.of(settings, TrainRuns.SPEC),
            run.model().schedule(),
            round,
            (long) round * MINIBATCHES,
            MINIBATCHES,
            0,
            0);
    new RoundRunner(
            exchange, run.model().network(), model, run.kernel(), shards, new DriverReducer())
        .run(task, planner.next(rows));
  }

  /** Loads this program's classes itself. */
  private static final class Twin extends URLClassLoader {
    Twin() {
      super(
          new URL[] {SharedExchange.class.getProtectionDomain().getCodeSource().getLocation()},
          SharedExchange.class.getClassLoader());
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
