package io.ncsn.train;

import org.apache.spark.broadcast.Broadcast;

/** An exchange through Spark: a broadcast there, and the tasks' results back. */
record BroadcastExchange(Broadcast<ReplicaStart> broadcast) implements Exchange {
  @Override
  public ReplicaStart start() {
    return broadcast.value();
  }

  @Override
  public ReplicaResult give(ReplicaResult result) {
    return result;
  }

  @Override
  public ReplicaResult take(int replica, ReplicaResult brought) {
    return brought;
  }

  @Override
  public void close() {
    broadcast.destroy();
  }
}
