package io.ncsn.train;

import java.util.List;

/**
 * The replicas of a round, averaged.
 *
 * @param parameters weighted mean, [n]
 * @param updaterState weighted mean, [2n]
 * @param reports one report per replica
 */
@SuppressWarnings("ArrayRecordComponent")
record ReplicaMean(float[] parameters, float[] updaterState, List<ReplicaReport> reports) {

  /** Averages {@code results}, by replica, in this order and in double, weighted by rows. */
  static ReplicaMean of(List<ReplicaResult> results) {
    WeightedMean parameters = new WeightedMean(results.get(0).parameters().values().length);
    WeightedMean updaterState = new WeightedMean(results.get(0).updaterState().values().length);
    for (ReplicaResult result : results) {
      parameters.add(result.parameters().values(), result.report().rows());
      updaterState.add(result.updaterState().values(), result.report().rows());
    }
    return new ReplicaMean(
        parameters.mean(),
        updaterState.mean(),
        results.stream().map(ReplicaResult::report).toList());
  }
}
