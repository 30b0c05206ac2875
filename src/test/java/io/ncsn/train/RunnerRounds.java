package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.HeapVectors;
import io.ncsn.network.ModelVectors;
import io.ncsn.network.NetworkSettings.KernelChoice;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;

/** A few rounds of a small training, for tests of what runs them. */
final class RunnerRounds {
  static final int ROUNDS = 5;
  private static final int MINIBATCHES = 3;

  private RunnerRounds() {}

  static TrainingRun run(int replicas) {
    return TrainRuns.run(
        TrainRuns.settings().replicas(replicas).minibatches(MINIBATCHES).build(),
        KernelChoice.LIBTORCH);
  }

  static ReplicaWorker worker(TrainingRun run) {
    return new ReplicaWorker(run.model().network(), run.kernel());
  }

  static RoundRunner jobPerRound(TrainingRun run) {
    return new JobPerRound(TrainRuns.spark(), worker(run), new DriverReducer());
  }

  static ModelVectors model() {
    return new HeapVectors(TrainRuns.SPEC.initialParameters(13));
  }

  static float[] rounds(TrainingRun run, RoundRunner runner, JavaRDD<Shard> shards) {
    ModelVectors model = model();
    IntStream.range(0, ROUNDS).forEach(round -> step(run, runner, shards, model, round));
    return model.parameters();
  }

  static void step(
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
