package io.ncsn.submit;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;

/** A Spark job for the launcher's tests: prints its master, its executors, and a sum. */
public final class WhereTasksRan {
  private WhereTasksRan() {}

  public static void main(String[] arguments) {
    try (JavaSparkContext spark = new JavaSparkContext()) {
      List<Integer> numbers = IntStream.rangeClosed(1, 100).boxed().toList();
      int sum = spark.parallelize(numbers, 8).reduce(Integer::sum);
      List<String> executors =
          spark
              .parallelize(numbers, 8)
              .map(number -> SparkEnv.get().executorId() + ":" + System.getenv("OMP_NUM_THREADS"))
              .distinct()
              .collect();
      executors.stream()
          .sorted(Comparator.naturalOrder())
          .forEach(executor -> System.out.println("executor:threads " + executor));
      System.out.println("sum " + sum + " on " + spark.master());
    }
  }
}
