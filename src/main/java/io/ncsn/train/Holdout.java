package io.ncsn.train;

import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.Shard;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Measures the loss on held-out rows, as a Spark job over their shards. */
public final class Holdout {
  /** Enough rows to tell losses apart; more would cost training time. */
  private static final int MOST_SHARDS = 16;

  private final JavaSparkContext spark;
  private final TrainingRun run;
  private final StepSettings steps;
  private final JavaRDD<Shard> shards;

  Holdout(JavaSparkContext spark, TrainingRun run, StepSettings steps) {
    this.spark = spark;
    this.run = run;
    this.steps = steps;
    this.shards =
        FirstShards.of(run.table().holdout(), MOST_SHARDS).filter(shard -> shard.rows() > 0);
  }

  /** What {@code run}'s validations would find of {@code parameters}, [n]. */
  public static Validation loss(JavaSparkContext spark, TrainingRun run, float[] parameters) {
    return new Holdout(spark, run, StepSettings.of(run)).validate(0, parameters);
  }

  /**
   * Returns how many rows a validation passes through the network.
   *
   * @param holdoutRows all held-out rows of the table
   */
  static double passes(long holdoutRows) {
    return (double) Math.min(holdoutRows, MOST_SHARDS * PreparedTable.HOLDOUT_SHARD_ROWS)
        * Bands.MOST;
  }

  boolean isEmpty() {
    return run.table().holdoutRows() == 0;
  }

  /** The loss of the network with {@code parameters}, [n], after {@code round} rounds. */
  Validation validate(int round, float[] parameters) {
    Broadcast<float[]> broadcast = spark.broadcast(parameters);
    try {
      HoldoutScorer scorer =
          new HoldoutScorer(
              steps, run.model().schedule(), run.model().network(), run.kernel(), broadcast);
      return Validation.of(round, run.model().schedule(), losses(scorer));
    } finally {
      broadcast.destroy();
    }
  }

  /** Scores all bands of a shard in one task, or in several where cores would be idle. */
  private List<HoldoutScorer.BandLoss> losses(HoldoutScorer scorer) {
    List<Integer> bands = Bands.numbers(run.model().schedule());
    int tasks = Math.max(1, spark.defaultParallelism() / Math.max(1, shards.getNumPartitions()));
    if (tasks > 1) {
      shards.foreach(shard -> {}); // so that a shard is read once, and not by all its tasks
    }
    return shards
        .cartesian(spark.parallelize(bands, Math.min(tasks, bands.size())))
        .map(both -> scorer.score(both._1(), both._2()))
        .collect();
  }
}
