package io.ncsn.train;

import io.ncsn.train.TrainSettings.Reduction;
import org.apache.spark.rdd.RDD;

/** Averages the replicas of a round. */
interface Reducer {
  /**
   * Runs the round's one job and averages what it brings.
   *
   * @param exchange the way of a result to the driver, for reducers that bring it there
   */
  ReplicaMean reduce(RDD<ReplicaResult> replicas, Exchange exchange);

  /** The reducer of {@code reduction}, which is not {@code AUTO}; both give the same bits. */
  static Reducer of(Reduction reduction, int parameters) {
    return reduction == Reduction.DRIVER ? new DriverReducer() : new SegmentReducer(parameters);
  }
}
