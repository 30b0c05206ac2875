package io.ncsn.train;

import io.ncsn.data.Shard;
import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.rdd.RDD;
import scala.runtime.AbstractFunction1;

/** Measures the loss on held-out rows, as a Spark job over their shards. */
final class Holdout {
  /** Enough rows to tell losses apart; more would cost training time. */
  private static final int MOST_SHARDS = 16;

  private final JavaSparkContext spark;
  private final TrainingRun run;
  private final JavaRDD<Shard> shards;

  Holdout(JavaSparkContext spark, TrainingRun run) {
    this.spark = spark;
    this.run = run;
    this.shards = first(run.table().holdout()).filter(shard -> shard.rows() > 0);
  }

  /** Shard i is partition i; the other partitions are not so much as scheduled. */
  private static JavaRDD<Shard> first(JavaRDD<Shard> shards) {
    RDD<Shard> some =
        new PartitionPruningRDD<>(
            shards.rdd(), new FirstPartitions(MOST_SHARDS), shards.classTag());
    return some.toJavaRDD();
  }

  private static final class FirstPartitions extends AbstractFunction1<Object, Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int count;

    FirstPartitions(int count) {
      this.count = count;
    }

    @Override
    public Object apply(Object partition) {
      return (Integer) partition < count;
    }
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
              StepSettings.of(run.settings()),
              run.model().schedule(),
              run.model().network(),
              run.kernel(),
              broadcast);
      return Validation.of(round, run.model().schedule(), shards.map(scorer::score).collect());
    } finally {
      broadcast.destroy();
    }
  }
}
