package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.HeapVectors;
import io.ncsn.network.ModelVectors;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.train.TrainSettings.Reduction;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

/** Rounds by tasks that stay, and by a job for each. Tests have two cores. */
@Timeout(120)
class RoundRunnerTest {
  private static final int MINIBATCHES = 3;
  private static final int ROUNDS = 5;
  private static final AtomicReference<Thread> DRIVER = new AtomicReference<>();

  @Test
  void tasksOfTheDriversProcessStay() {
    assertThat(RoundRunner.of(TrainRuns.spark(), worker(run(1)), 1, Reduction.DRIVER))
        .isInstanceOf(StayingReplicas.class);
    assertThat(RoundRunner.of(TrainRuns.spark(), worker(run(1)), 1, Reduction.SEGMENTS))
        .isInstanceOf(JobPerRound.class);
  }

  /** Most of five replicas wait for others to make room. */
  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "5, false", "1, true", "2, true", "5, true"})
  void tasksThatStayGiveTheBitsOfAJobPerRound(int replicas, boolean isDistant) {
    TrainingRun run = run(replicas);
    float[] one;
    try (RoundRunner staying = new StayingReplicas(TrainRuns.spark(), worker(run), isDistant)) {
      one = rounds(run, staying, run.table().train());
    }
    float[] other = rounds(run, jobPerRound(run), run.table().train());
    assertThat(one).isEqualTo(other);
    assertThat(one).isNotEqualTo(model().parameters());
  }

  /** Validations are such jobs: they need the cores of tasks that wait for the next round. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void otherJobsRunBetweenRounds(boolean isDistant) {
    TrainingRun run = run(2);
    try (RoundRunner staying = new StayingReplicas(TrainRuns.spark(), worker(run), isDistant)) {
      ModelVectors model = model();
      for (int round = 0; round < ROUNDS; round++) {
        step(run, staying, run.table().train(), model, round);
        assertThat(TrainRuns.spark().parallelize(List.of(1, 2, 3, 4, 5), 5).count()).isEqualTo(5);
      }
    }
  }

  @Test
  void shardsMayChangeAndComeOutOfAShuffle() {
    TrainingRun run = run(2);
    JavaRDD<Shard> shuffled =
        run.table()
            .train()
            .mapToPair(shard -> new Tuple2<>(shard.id(), shard))
            .partitionBy(new HashPartitioner(4))
            .values()
            .persist(StorageLevel.MEMORY_AND_DISK());
    try (RoundRunner staying = new StayingReplicas(TrainRuns.spark(), worker(run), false)) {
      ModelVectors model = model();
      for (int round = 0; round < ROUNDS; round++) {
        step(run, staying, round % 2 == 0 ? shuffled : run.table().train(), model, round);
      }
      assertThat(model.parameters()).isEqualTo(rounds(run, jobPerRound(run), run.table().train()));
    } finally {
      shuffled.unpersist(true);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTaskThatFailsEndsTheRoundAndTheModelStays(boolean isDistant) {
    TrainingRun run = run(2);
    JavaRDD<Shard> broken = run.table().train().map(RoundRunnerTest::unreadable);
    ModelVectors model = model();
    try (RoundRunner staying = new StayingReplicas(TrainRuns.spark(), worker(run), isDistant)) {
      assertThatThrownBy(() -> step(run, staying, broken, model, 0))
          .isInstanceOf(SparkException.class)
          .hasStackTraceContaining("no such shard");
      assertThat(model.parameters()).isEqualTo(model().parameters());
    }
  }

  @Test
  void aJobThatCannotStartLeavesNoTraceInTheNext() {
    TrainingRun run = run(2);
    JavaRDD<Shard> unreadable =
        TrainRuns.spark().<Shard>objectFile("no/such/directory").map(shard -> shard);
    try (RoundRunner staying = new StayingReplicas(TrainRuns.spark(), worker(run), false)) {
      assertThatThrownBy(() -> step(run, staying, unreadable, model(), 0))
          .hasMessageContaining("no/such/directory");
      assertThat(rounds(run, staying, run.table().train()))
          .isEqualTo(rounds(run, jobPerRound(run), run.table().train()));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDriverThatIsInterruptedEndsItsTasks(boolean isDistant) throws Exception {
    TrainingRun run = run(2);
    DRIVER.set(Thread.currentThread());
    JavaRDD<Shard> interrupting = run.table().train().map(RoundRunnerTest::interrupting);
    try (RoundRunner staying = new StayingReplicas(TrainRuns.spark(), worker(run), isDistant)) {
      assertThatThrownBy(() -> rounds(run, staying, interrupting))
          .hasMessage("Interrupted in a round");
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(TrainRuns.spark().parallelize(List.of(1, 2, 3), 3).count()).isEqualTo(3);
  }

  private static TrainingRun run(int replicas) {
    return TrainRuns.run(
        TrainRuns.settings().replicas(replicas).minibatches(MINIBATCHES).build(),
        KernelChoice.LIBTORCH);
  }

  private static ReplicaWorker worker(TrainingRun run) {
    return new ReplicaWorker(run.model().network(), run.kernel());
  }

  private static RoundRunner jobPerRound(TrainingRun run) {
    return new JobPerRound(TrainRuns.spark(), worker(run), new DriverReducer());
  }

  private static ModelVectors model() {
    return new HeapVectors(TrainRuns.SPEC.initialParameters(13));
  }

  private static Shard unreadable(Shard shard) {
    throw new IllegalStateException("no such shard as " + shard.id());
  }

  /** Interrupts the driver, once. */
  private static Shard interrupting(Shard shard) {
    Thread driver = DRIVER.getAndSet(null);
    if (driver != null) {
      driver.interrupt();
    }
    return shard;
  }

  private static float[] rounds(TrainingRun run, RoundRunner runner, JavaRDD<Shard> shards) {
    ModelVectors model = model();
    IntStream.range(0, ROUNDS).forEach(round -> step(run, runner, shards, model, round));
    return model.parameters();
  }

  private static void step(
      TrainingRun run, RoundRunner runner, JavaRDD<Shard> shards, ModelVectors model, int round) {
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
    RoundOrder order = new RoundOrder(task, ReplicaStart.from(model), planner.next(rows));
    ReplicaMean mean = runner.run(order, shards).mean();
    model.load(mean.parameters(), mean.updaterState());
  }
}
