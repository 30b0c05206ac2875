package io.ncsn.train;

import io.ncsn.checkpoint.TrainingState;
import io.ncsn.data.shard.Shard;
import io.ncsn.network.ModelSpec;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Runs one round after another on the training memory. */
final class Rounds implements AutoCloseable {
  private final JavaSparkContext spark;
  private final TrainingRun run;
  private final TrainSettings settings;
  private final TrainingMemory memory;
  private final Progress progress;
  private final StepSettings steps;
  private final int minibatches;
  private final RowPlanner planner;
  private final RoundRunner runner;
  private final FilledShards shards;
  private double lastSeconds;

  Rounds(JavaSparkContext spark, TrainingRun run, StepSettings steps, TrainingMemory memory) {
    ModelSpec spec = run.model().network();
    this.spark = spark;
    this.run = run;
    this.settings = run.settings();
    this.memory = memory;
    this.progress = Progress.of(run);
    this.steps = steps;
    this.minibatches = AutoTraining.averagingFrequency(settings, spec, run.table().rows());
    this.planner = new RowPlanner(settings.seed(), settings.replicas(), run.table().shardRows());
    planner.skip(memory.state().round(), rowsPerReplica());
    this.runner =
        RoundRunner.of(
            spark,
            new ReplicaWorker(spec, run.kernel()),
            settings.replicas(),
            AutoTraining.reduction(settings, spec));
    this.shards = new FilledShards(spark, run);
  }

  /** Wall time of the last round, 0 before the first. */
  double lastSeconds() {
    return lastSeconds;
  }

  /**
   * Runs the next round.
   *
   * @throws DivergedException if a loss, a gradient or a parameter is not finite; the memory is
   *     then not to be published
   */
  RoundReport next() {
    long begin = System.nanoTime();
    RoundTask task = task(memory.state());
    JavaRDD<Shard> rows = shards.next(memory, task.progressBegin());
    ReplicaStart start = ReplicaStart.from(memory.model());
    RoundOrder order = new RoundOrder(task, start, planner.next(rowsPerReplica()));
    double planning = since(begin);
    RoundRunner.Ran ran = runner.run(order, rows);
    List<ReplicaReport> replicas = ran.mean().reports();
    Divergence.checkReplicas(task, replicas);
    memory.model().load(ran.mean().parameters(), ran.mean().updaterState());
    float[] before = start.parameters().values();
    memory.afterRound(before, minibatches, meanLoss(replicas), () -> since(begin));
    lastSeconds = since(begin);
    Divergence.checkParameters(task.round() + 1, memory.model().parameters(), settings);
    double publishing = planning + ran.publishing();
    RoundParts parts =
        RoundParts.of(
            publishing,
            ran.job(),
            lastSeconds - publishing - ran.job(),
            replicas,
            spark.defaultParallelism());
    return report(task, replicas, parts);
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Frees what the rounds took on the executors. */
  @Override
  public void close() {
    runner.close();
    shards.close();
  }

  private RoundTask task(TrainingState state) {
    return new RoundTask(
        steps,
        run.model().schedule(),
        state.round(),
        state.iteration(),
        minibatches,
        progress.share(state.round(), state.seconds()),
        progress.share(state.round() + 1, state.seconds() + lastSeconds));
  }

  private RoundReport report(RoundTask task, List<ReplicaReport> replicas, RoundParts parts) {
    TrainingState state = memory.state();
    double busy = replicas.stream().mapToDouble(ReplicaReport::seconds).sum();
    int cores = Math.min(replicas.size(), spark.defaultParallelism());
    return new RoundReport(
        state.round(),
        replicas.stream().mapToLong(ReplicaReport::rows).sum(),
        state.loss(),
        steps.learningRateAt(state.iteration(), task.progressEnd()),
        lastSeconds,
        state.seconds(),
        Math.max(0, 1 - busy / (cores * lastSeconds)),
        parts);
  }

  private static double meanLoss(List<ReplicaReport> replicas) {
    double rows = replicas.stream().mapToLong(ReplicaReport::rows).sum();
    return replicas.stream().mapToDouble(r -> r.loss() * r.rows()).sum() / rows;
  }

  private int rowsPerReplica() {
    return Math.multiplyExact(minibatches, settings.batchSize());
  }
}
