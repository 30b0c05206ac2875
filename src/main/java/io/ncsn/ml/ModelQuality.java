package io.ncsn.ml;

import io.ncsn.evaluate.Metric;
import io.ncsn.job.SampleEvaluation.Measured;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How near samples of a model are to the rows of a table. */
public final class ModelQuality {
  private final List<Metric> metrics;
  private final List<String> warnings;
  private final String report;

  ModelQuality(Measured measured) {
    this.metrics = measured.result().metrics();
    this.warnings = measured.warnings();
    this.report = measured.report();
  }

  /** Returns the names of the metrics, those that {@code ncsn evaluate} prints. */
  public String[] names() {
    return metrics.stream().map(Metric::key).toArray(String[]::new);
  }

  /** Returns the value of each metric. */
  public double[] values() {
    return metrics.stream().mapToDouble(Metric::value).toArray();
  }

  /** Returns the value that real rows get by each metric; NaN where that is not known. */
  public double[] floors() {
    return metrics.stream().mapToDouble(metric -> metric.floor().orElse(Double.NaN)).toArray();
  }

  /**
   * Returns the value of a metric.
   *
   * @throws IllegalArgumentException if it was not measured
   */
  public double metric(String name) {
    return metrics.stream()
        .filter(metric -> metric.key().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find metric %s; there are %s"
                        .formatted(name, String.join(", ", names()))))
        .value();
  }

  /** Returns what to know before believing a figure. */
  public List<String> warnings() {
    return warnings;
  }

  /** Returns the report as a page of HTML, which needs no other file. */
  public String report() {
    return report;
  }

  @Override
  public String toString() {
    return metrics.stream()
        .map(
            metric ->
                String.format(Locale.ROOT, "%s %.4f", metric.key(), metric.value())
                    + (metric.floor().isPresent()
                        ? String.format(Locale.ROOT, " (%.4f)", metric.floor().getAsDouble())
                        : ""))
        .collect(Collectors.joining(", ", "ModelQuality: ", ""));
  }
}
