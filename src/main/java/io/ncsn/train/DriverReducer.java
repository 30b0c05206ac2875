package io.ncsn.train;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Collects every replica to the driver: one job without a shuffle, for models of which the driver
 * can hold all replicas.
 */
final class DriverReducer implements Reducer {
  @Override
  public ReplicaMean reduce(JavaRDD<ReplicaResult> replicas) {
    List<ReplicaResult> results = replicas.collect(); // in partition order, which is replica order
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
