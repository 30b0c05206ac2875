package io.ncsn.train;

import io.ncsn.train.TrainSettings.Reduction;
import org.apache.spark.rdd.RDD;

/** Averages the replicas of a round. */
interface Reducer {
  /** Runs the round's one job and averages what it brings. */
  ReplicaMean reduce(RDD<ReplicaResult> replicas);

  /** The reducer of {@code reduction}, which is not {@code AUTO}; both give the same bits. */
  static Reducer of(Reduction reduction, int parameters) {
    return reduction == Reduction.DRIVER ? new DriverReducer() : new SegmentReducer(parameters);
  }
}
