package io.ncsn.evaluate;

import io.ncsn.config.Measure;
import java.util.List;

/** What was measured of samples. */
public interface Measurement {
  /** Returns the figures, each with its floor. */
  List<Metric> metrics();

  /** Returns everything measured as JSON, for scripts. */
  String toJson();

  /**
   * Returns the metric of a measure.
   *
   * @throws IllegalArgumentException if it was not taken
   */
  default Metric metric(Measure measure) {
    return metrics().stream()
        .filter(metric -> metric.measure() == measure)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find metric %s; there are %s"
                        .formatted(measure, metrics().stream().map(Metric::key).toList())));
  }
}
