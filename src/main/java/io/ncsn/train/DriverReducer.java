package io.ncsn.train;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;

/**
 * Collects every replica to the driver: one job without a shuffle, for models of which the driver
 * can hold all replicas.
 */
final class DriverReducer implements Reducer {
  @Override
  public ReplicaMean reduce(RDD<ReplicaResult> replicas, Exchange exchange) {
    ReplicaResult[] results = collect(replicas, exchange);
    WeightedMean parameters = new WeightedMean(results[0].parameters().values().length);
    WeightedMean updaterState = new WeightedMean(results[0].updaterState().values().length);
    for (ReplicaResult result : results) {
      parameters.add(result.parameters().values(), result.report().rows());
      updaterState.add(result.updaterState().values(), result.report().rows());
    }
    return new ReplicaMean(
        parameters.mean(),
        updaterState.mean(),
        Arrays.stream(results).map(ReplicaResult::report).toList());
  }

  /** Runs the job; its results are in partition order, which is replica order. */
  private static ReplicaResult[] collect(RDD<ReplicaResult> replicas, Exchange exchange) {
    ReplicaResult[] results =
        (ReplicaResult[])
            replicas
                .context()
                .runJob(replicas, new Give(exchange), ClassTag$.MODULE$.apply(ReplicaResult.class));
    for (int replica = 0; replica < results.length; replica++) {
      results[replica] = exchange.take(replica, results[replica]);
    }
    return results;
  }

  /**
   * What a task does with its replica's result. It is no lambda, as Spark reads and analyses the
   * byte code of those, and of the class they are in, for each job anew: four milliseconds.
   */
  private static final class Give
      extends AbstractFunction2<TaskContext, Iterator<ReplicaResult>, ReplicaResult>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Exchange exchange;

    Give(Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public ReplicaResult apply(TaskContext context, Iterator<ReplicaResult> results) {
      return exchange.give(results.next());
    }
  }
}
