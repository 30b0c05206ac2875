package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.ModelSpec;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** Runs replicas on executors, from the parameters and updater state of the exchange. */
record ReplicaWorker(ModelSpec spec, KernelPlan kernel, RoundTask task, Exchange exchange)
    implements Serializable {

  ReplicaResult run(int replica, Map<Integer, Shard> shards, List<RowSegment> segments) {
    return ExecutorModels.lend(
        spec,
        kernel,
        learner -> {
          long begin = System.nanoTime();
          ReplicaStart from = exchange.start();
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
