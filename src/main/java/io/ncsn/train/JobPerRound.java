package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Runs each round as a Spark job of its own: what replicas start from is broadcast, and results
 * come back as the tasks'.
 */
record JobPerRound(JavaSparkContext spark, ReplicaWorker worker, Reducer reducer)
    implements RoundRunner {

  @Override
  public Ran run(RoundOrder order, JavaRDD<Shard> shards) {
    long begin = System.nanoTime();
    Broadcast<ReplicaStart> start = spark.broadcast(order.start());
    try {
      long published = System.nanoTime();
      ReplicaRdd replicas = new ReplicaRdd(shards.rdd(), worker, order.task(), start, order.plan());
      ReplicaMean mean = reducer.reduce(replicas);
      long reduced = System.nanoTime();
      return new Ran(mean, (published - begin) / 1e9, (reduced - published) / 1e9);
    } finally {
      start.destroy();
    }
  }

  @Override
  public void close() {
    // nothing outlives a round
  }
}
