package io.ncsn.train;

import io.ncsn.config.TrainSettings.Reduction;
import org.apache.spark.api.java.JavaRDD;

/** Averages the replicas of a round. */
interface Reducer {
  /** Replicas of all sizes together, in bytes, up to which the driver averages by itself. */
  long DRIVER_LIMIT = 256L << 20;

  /** Runs the round's one job and averages what it brings. */
  ReplicaMean reduce(JavaRDD<ReplicaResult> replicas);

  /** The reducer of {@code reduction}; both give the same bits. */
  static Reducer of(Reduction reduction, int replicas, int parameters) {
    long bytes = 3L * Float.BYTES * replicas * parameters;
    boolean onDriver =
        reduction == Reduction.DRIVER || (reduction == Reduction.AUTO && bytes <= DRIVER_LIMIT);
    return onDriver ? new DriverReducer() : new SegmentReducer(parameters);
  }
}
