package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.ModelVectors;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Runs a round as one Spark job on resident shards: every replica starts from the model's vectors,
 * and their mean, weighted by rows, becomes the model's.
 *
 * @param exchange opens the way of a round's vectors to the tasks and back
 * @param spec the network
 * @param model its vectors on the driver; read and written
 * @param kernel how replicas compute
 * @param shards one per partition, by id
 * @param reducer averages the replicas
 */
record RoundRunner(
    Exchange.Opener exchange,
    ModelSpec spec,
    ModelVectors model,
    KernelPlan kernel,
    JavaRDD<Shard> shards,
    Reducer reducer) {

  /**
   * What a round came to.
   *
   * @param replicas how the replicas fared, by replica
   * @param publishing seconds in which the driver made ready what replicas start from
   * @param job seconds of the Spark job, the sum of the replicas included
   */
  record Ran(List<ReplicaReport> replicas, double publishing, double job) {}

  /**
   * Runs one round. If a replica diverges, the model stays as it is.
   *
   * @param plan the rows of each replica
   */
  Ran run(RoundTask task, List<List<RowSegment>> plan) {
    long begin = System.nanoTime();
    ReplicaStart start =
        new ReplicaStart(
            new FloatVector(model.parameters()), new FloatVector(model.updaterState()));
    try (Exchange vectors = exchange.open(start)) {
      ReplicaWorker worker = new ReplicaWorker(spec, kernel, task, vectors);
      long published = System.nanoTime();
      ReplicaMean mean = reducer.reduce(new ReplicaRdd(shards.rdd(), worker, plan), vectors);
      long reduced = System.nanoTime();
      if (mean.reports().stream().noneMatch(ReplicaReport::diverged)) {
        model.load(mean.parameters(), mean.updaterState());
      }
      return new Ran(mean.reports(), (published - begin) / 1e9, (reduced - published) / 1e9);
    }
  }
}
