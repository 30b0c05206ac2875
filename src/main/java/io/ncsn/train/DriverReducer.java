package io.ncsn.train;

import java.io.Serializable;
import java.util.List;
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
  /** Runs the job; its results are in partition order, which is replica order. */
  @Override
  public ReplicaMean reduce(RDD<ReplicaResult> replicas) {
    ReplicaResult[] results =
        (ReplicaResult[])
            replicas
                .context()
                .runJob(replicas, new Only(), ClassTag$.MODULE$.apply(ReplicaResult.class));
    return ReplicaMean.of(List.of(results));
  }

  /**
   * What a task brings: its replica's result. It is no lambda, as Spark reads and analyses the byte
   * code of those, and of the class they are in, for each job anew: four milliseconds.
   */
  private static final class Only
      extends AbstractFunction2<TaskContext, Iterator<ReplicaResult>, ReplicaResult>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public ReplicaResult apply(TaskContext context, Iterator<ReplicaResult> results) {
      return results.next();
    }
  }
}
