package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.ModelSpec;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs replicas on executors. */
record ReplicaWorker(ModelSpec spec, KernelPlan kernel) implements Serializable {

  /**
   * Runs a replica's round.
   *
   * @param start brings what replicas start from
   * @param shards every shard that {@code segments} names, by id
   */
  ReplicaResult run(
      RoundTask task,
      int replica,
      Supplier<ReplicaStart> start,
      Map<Integer, Shard> shards,
      List<RowSegment> segments) {
    return ExecutorModels.lend(
        spec,
        kernel,
        learner -> {
          long begin = System.nanoTime();
          ReplicaStart from = start.get();
          learner.load(from.parameters().values(), from.updaterState().values());
          long loaded = System.nanoTime();
          ReplicaRun.Outcome outcome =
              new ReplicaRun(task, replica, learner, spec.layout().storedWidth())
                  .run(shards, segments);
          long rows = (long) task.minibatches() * task.settings().batchSize();
          double steps = (System.nanoTime() - loaded) / 1e9;
          return new ReplicaResult(
              new ReplicaReport(
                  replica,
                  rows,
                  outcome.loss(),
                  outcome.failedMinibatch(),
                  (loaded - begin) / 1e9,
                  steps),
              new FloatVector(learner.parameters()),
              new FloatVector(learner.updaterState()));
        });
  }
}
