package io.ncsn.train;

import io.ncsn.data.Shard;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.ScoreModel;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;

/**
 * dl4j-spark's parameter averaging on resident shards. The stock master filters, counts and
 * repartitions the whole data once an averaging, and averages replicas unweighted in order of
 * arrival; this one runs a round as one job on the shards it needs, and averages by rows in replica
 * order.
 */
final class ResidentAveragingMaster extends ParameterAveragingTrainingMaster {
  private final ScoreModel model;
  private final KernelPlan kernel;
  private final JavaRDD<Shard> shards;
  private final Reducer reducer;
  private RoundTask task;
  private List<List<RowSegment>> plan;
  private List<ReplicaReport> reports = List.of();

  ResidentAveragingMaster(
      ScoreModel model, KernelPlan kernel, JavaRDD<Shard> shards, Reducer reducer, int batchSize) {
    super(new Builder(1).batchSizePerWorker(batchSize));
    this.model = model;
    this.kernel = kernel;
    this.shards = shards;
    this.reducer = reducer;
  }

  /** What the next {@link #executeTraining} runs. */
  void plan(RoundTask nextTask, List<List<RowSegment>> nextPlan) {
    task = nextTask;
    plan = nextPlan;
  }

  /** How the replicas of the last round fared, by replica. */
  List<ReplicaReport> reports() {
    return reports;
  }

  /**
   * One round: every replica from the network's parameters and updater state, and their weighted
   * mean back into the network; if a replica diverged, the network is left as it was.
   *
   * @param data not read: the shards are resident
   */
  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> data) {
    JavaSparkContext spark = network.getSparkContext();
    var start =
        new ReplicaWorker.ReplicaStart(
            new FloatVector(model.parameters()), new FloatVector(model.updaterState()));
    Broadcast<ReplicaWorker.ReplicaStart> broadcast = spark.broadcast(start);
    try {
      ReplicaWorker worker = new ReplicaWorker(model.spec(), kernel, task, broadcast);
      ReplicaMean mean = reducer.reduce(new ReplicaRdd(shards.rdd(), worker, plan).toJavaRDD());
      reports = mean.reports();
      if (reports.stream().noneMatch(ReplicaReport::diverged)) {
        model.load(mean.parameters(), mean.updaterState());
      }
    } finally {
      broadcast.destroy();
    }
  }
}
