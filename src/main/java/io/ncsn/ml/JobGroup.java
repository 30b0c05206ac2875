package io.ncsn.ml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;

/** Keeps the job group of the calling thread, which the jobs of a training change. */
final class JobGroup implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("spark.jobGroup.id", "spark.job.description", "spark.job.interruptOnCancel");

  private final SparkContext context;
  private final Map<String, String> before = new HashMap<>();

  private JobGroup(SparkContext context) {
    this.context = context;
    NAMES.forEach(name -> before.put(name, context.getLocalProperty(name)));
  }

  static JobGroup keep(SparkContext context) {
    return new JobGroup(context);
  }

  @Override
  public void close() {
    before.forEach(context::setLocalProperty);
  }
}
