package io.ncsn.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * Runs numbered pieces of work as Spark tasks. How work is cut into pieces never depends on the
 * cluster, and results come back in the order of the pieces: sums over them are equal bit for bit
 * anywhere.
 */
public final class OrderedTasks {
  private static final int TASKS_A_CORE = 3;

  private OrderedTasks() {}

  /** Returns the results of {@code work} for 0 … {@code pieces} − 1, in that order. */
  public static <T> List<T> map(JavaSparkContext spark, int pieces, Function<Integer, T> work) {
    int slices = Math.max(1, Math.min(pieces, TASKS_A_CORE * spark.defaultParallelism()));
    List<Integer> ids = IntStream.range(0, pieces).boxed().toList();
    return spark.parallelize(ids, slices).map(work).collect();
  }
}
