package io.ncsn.train;

import static io.ncsn.train.RunnerRounds.jobPerRound;
import static io.ncsn.train.RunnerRounds.model;
import static io.ncsn.train.RunnerRounds.rounds;
import static io.ncsn.train.RunnerRounds.run;
import static io.ncsn.train.RunnerRounds.step;
import static io.ncsn.train.RunnerRounds.worker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.ModelVectors;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that stay, where something fails or somebody stops them. */
@Timeout(120)
class RoundFaultsTest {
  private static final AtomicReference<Thread> DRIVER = new AtomicReference<>();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTaskThatFailsEndsTheRoundAndTheModelStays(boolean isDistant) {
    TrainingRun run = run(2);
    JavaRDD<Shard> broken = run.table().train().map(RoundFaultsTest::unreadable);
    ModelVectors model = model();
    try (RoundRunner staying = new StayingReplicas(TrainRuns.spark(), worker(run), isDistant)) {
      assertThatThrownBy(() -> step(run, staying, broken, model, 0))
          .isInstanceOf(SparkException.class)
          .hasStackTraceContaining("no such shard");
      assertThat(model.parameters()).isEqualTo(model().parameters());
      assertThat(rounds(run, staying, run.table().train()))
          .as("the next rounds are none of it")
          .isEqualTo(rounds(run, jobPerRound(run), run.table().train()));
    }
  }

  @Test
  void aJobThatCannotStartLeavesNoTraceInTheNext() {
    TrainingRun run = run(2);
    int desks = RoundDesk.count();
    JavaRDD<Shard> unreadable =
        TrainRuns.spark().<Shard>objectFile("no/such/directory").map(shard -> shard);
    try (RoundRunner staying = new StayingReplicas(TrainRuns.spark(), worker(run), false)) {
      assertThatThrownBy(() -> step(run, staying, unreadable, model(), 0))
          .hasMessageContaining("no/such/directory");
      assertThat(RoundDesk.count()).as("desks that keep vectors").isEqualTo(desks);
      assertThat(rounds(run, staying, run.table().train()))
          .isEqualTo(rounds(run, jobPerRound(run), run.table().train()));
    }
  }

  /** By a notebook's stop button, or another thread of the session. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void jobsThatAreCancelledEndTheRound(boolean isDistant) {
    TrainingRun run = run(2);
    JavaRDD<Shard> cancelling = run.table().train().map(RoundFaultsTest::cancelling);
    try (RoundRunner staying = new StayingReplicas(TrainRuns.spark(), worker(run), isDistant)) {
      assertThatThrownBy(() -> rounds(run, staying, cancelling))
          .isInstanceOf(SparkException.class)
          .hasMessageContaining("cancel");
    }
    assertThat(TrainRuns.spark().parallelize(List.of(1, 2, 3), 3).count()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDriverThatIsInterruptedEndsItsTasks(boolean isDistant) throws Exception {
    TrainingRun run = run(2);
    DRIVER.set(Thread.currentThread());
    JavaRDD<Shard> interrupting = run.table().train().map(RoundFaultsTest::interrupting);
    try (RoundRunner staying = new StayingReplicas(TrainRuns.spark(), worker(run), isDistant)) {
      assertThatThrownBy(() -> rounds(run, staying, interrupting))
          .hasMessage("Interrupted in a round");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(rounds(run, staying, run.table().train()))
          .as("rounds that come after all")
          .isEqualTo(rounds(run, jobPerRound(run), run.table().train()));
    }
  }

  private static Shard unreadable(Shard shard) {
    throw new IllegalStateException("no such shard as " + shard.id());
  }

  private static Shard cancelling(Shard shard) {
    SparkContext.getOrCreate().cancelAllJobs();
    return shard;
  }

  /** Interrupts the driver, once. */
  private static Shard interrupting(Shard shard) {
    Thread driver = DRIVER.getAndSet(null);
    if (driver != null) {
      driver.interrupt();
    }
    return shard;
  }
}
