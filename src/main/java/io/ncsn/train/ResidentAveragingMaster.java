package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.RowSets;
import io.ncsn.network.ScoreModel;
import io.ncsn.noise.NoiseSchedule;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The rounds behind dl4j-spark's interface, for programs that train by {@link SparkDl4jMultiLayer}.
 * The stock master filters, counts and repartitions the whole data once per averaging, and averages
 * replicas unweighted in order of arrival; this one runs {@link RoundRunner}'s rounds.
 *
 * <p>{@code fit} is one epoch: as many rounds as it takes until the replicas have read as many rows
 * as there are. The network must be a {@link ScoreModel}'s, and keeps its updater state from one
 * call to the next.
 */
public final class ResidentAveragingMaster extends ParameterAveragingTrainingMaster {
  private final NetworkSpec spec;
  private final NoiseSchedule schedule;
  private final TrainSettings settings;
  private final KernelPlan kernel;
  private int round;

  /**
   * A master of rounds.
   *
   * @param spec the network's shape
   * @param settings {@code train.*}; the limits of time and rounds are the caller's to keep
   * @throws IllegalArgumentException for objective nce, whose contrast noise needs a prepared table
   */
  public ResidentAveragingMaster(
      NetworkSpec spec, NoiseSchedule schedule, TrainSettings settings, KernelPlan kernel) {
    super(new Builder(1).batchSizePerWorker(settings.batchSize()));
    if (settings.objective().needsContrast()) {
      throw new IllegalArgumentException(
          "Cannot train by "
              + settings.objective().word()
              + " through dl4j-spark: its noise is fitted to a prepared table; use Trainer");
    }
    this.spec = spec;
    this.schedule = schedule;
    this.settings = settings;
    this.kernel = kernel;
  }

  /**
   * Runs one epoch.
   *
   * @param data features, [rows, dimension], standardised; labels are not read
   */
  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> data) {
    int dimension = spec.dimension();
    JavaRDD<Shard> shards =
        data.mapPartitionsWithIndex(
                (id, sets) ->
                    List.of(shard(id, RowSets.values(sets, dimension), dimension)).iterator(),
                true)
            .cache();
    try {
      int[] rows = shards.map(Shard::rows).collect().stream().mapToInt(n -> n).toArray();
      run(network, shards, rows);
    } finally {
      shards.unpersist(false);
    }
  }

  private static Shard shard(int id, float[] values, int dimension) {
    return new Shard(id, values.length / dimension, dimension, values);
  }

  private void run(SparkDl4jMultiLayer network, JavaRDD<Shard> shards, int[] shardRows) {
    ScoreModel model = ScoreModel.over(spec, network.getNetwork());
    long all = Arrays.stream(shardRows).asLongStream().sum();
    int minibatches = AutoTraining.averagingFrequency(settings, spec, all);
    int rows = Math.multiplyExact(minibatches, settings.batchSize());
    long rounds =
        (all + (long) rows * settings.replicas() - 1) / ((long) rows * settings.replicas());
    RowPlanner planner = new RowPlanner(settings.seed(), settings.replicas(), shardRows);
    planner.skip(round, rows);
    try (RoundRunner runner =
        RoundRunner.of(
            network.getSparkContext(),
            new ReplicaWorker(spec, kernel),
            settings.replicas(),
            AutoTraining.reduction(settings, spec))) {
      for (long i = 0; i < rounds; i++, round++) {
        RoundTask task = task(minibatches);
        RoundOrder order = new RoundOrder(task, ReplicaStart.from(model), planner.next(rows));
        ReplicaMean mean = runner.run(order, shards).mean();
        Divergence.checkReplicas(task, mean.reports());
        model.load(mean.parameters(), mean.updaterState());
      }
    }
  }

  private RoundTask task(int minibatches) {
    Progress progress = new Progress(settings, settings.maxRounds());
    return new RoundTask(
        StepSettings.of(settings, spec),
        schedule,
        round,
        (long) round * minibatches,
        minibatches,
        progress.share(round, 0),
        progress.share(round + 1.0, 0));
  }
}
