package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import io.ncsn.train.TrainSettings.Reduction;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Runs one round after another on resident shards, and averages the replicas of each. */
interface RoundRunner extends AutoCloseable {
  /** Bytes that the driver sends to executors' tasks one by one; above, executors share them. */
  long MOST_SENT = 64L << 20;

  /**
   * What a round came to.
   *
   * @param publishing seconds in which the driver made ready what replicas start from
   * @param job seconds of the replicas and of their mean
   */
  record Ran(ReplicaMean mean, double publishing, double job) {}

  /**
   * Runs a round.
   *
   * @param shards one per partition, by id
   */
  Ran run(RoundOrder order, JavaRDD<Shard> shards);

  /** Ends what goes on between rounds. */
  @Override
  void close();

  /**
   * Returns the quickest runner where {@code spark}'s tasks are. All give the same bits.
   *
   * @param reduction not {@code AUTO}
   */
  static RoundRunner of(
      JavaSparkContext spark, ReplicaWorker worker, int replicas, Reduction reduction) {
    Optional<Boolean> distance =
        reduction == Reduction.DRIVER ? DeskAddress.distance(spark) : Optional.empty();
    long sent = 3L * Float.BYTES * worker.spec().parameters() * replicas;
    return distance
        .filter(isDistant -> !isDistant || sent <= MOST_SENT)
        .<RoundRunner>map(isDistant -> new StayingReplicas(spark, worker, isDistant))
        .orElseGet(
            () ->
                new JobPerRound(spark, worker, Reducer.of(reduction, worker.spec().parameters())));
  }
}
