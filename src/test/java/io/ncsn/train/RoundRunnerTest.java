package io.ncsn.train;

import static io.ncsn.train.RunnerRounds.ROUNDS;
import static io.ncsn.train.RunnerRounds.jobPerRound;
import static io.ncsn.train.RunnerRounds.model;
import static io.ncsn.train.RunnerRounds.rounds;
import static io.ncsn.train.RunnerRounds.run;
import static io.ncsn.train.RunnerRounds.step;
import static io.ncsn.train.RunnerRounds.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.ModelVectors;
import io.ncsn.train.TrainSettings.Reduction;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;
import scala.collection.JavaConverters;

/** Rounds by tasks that stay, and by a job for each. Tests have two cores. */
@Timeout(120)
class RoundRunnerTest {
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

  /** Each has as many replicas as there are cores, or more. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoTrainingsInOneSessionGiveTheBitsOfEachAlone(boolean isDistant) throws Exception {
    List<TrainingRun> runs = List.of(run(2), run(3));
    ExecutorService drivers = Executors.newFixedThreadPool(2);
    try {
      List<Future<float[]>> trained =
          runs.stream().map(run -> drivers.submit(() -> staying(run, isDistant))).toList();
      for (int i = 0; i < 2; i++) {
        TrainingRun run = runs.get(i);
        assertThat(trained.get(i).get())
            .isEqualTo(rounds(run, jobPerRound(run), run.table().train()));
      }
    } finally {
      drivers.shutdownNow();
    }
  }

  private static float[] staying(TrainingRun run, boolean isDistant) {
    try (RoundRunner staying = new StayingReplicas(TrainRuns.spark(), worker(run), isDistant)) {
      return rounds(run, staying, run.table().train());
    }
  }

  /** A table of many shards costs a job once, and not each of its tasks. */
  @Test
  void tasksAreSmallHoweverManyShardsThereAre() {
    assertThat(bytesOfTask(1009)).isEqualTo(bytesOfTask(3));
  }

  private static int bytesOfTask(int shards) {
    List<Shard> rows = IntStream.range(0, shards).mapToObj(id -> TrainRuns.shard(id, 1)).toList();
    RoundOrder order = new RoundOrder(null, null, List.of(List.of(new RowSegment(0, 1, 0, 1))));
    StayingRdd rounds =
        new StayingRdd(TrainRuns.spark().parallelize(rows, shards).rdd(), null, order, null);
    ReplicaShards read = (ReplicaShards) rounds.dependencies().head();
    assertThat(JavaConverters.<Object>seqAsJavaList(read.getParents(0)).subList(0, 2))
        .containsExactly(1, 2);
    assertThat(read.getParents(0).last()).isEqualTo(0);
    return DeskCall.write(rounds.partitions()[0]).length;
  }
}
