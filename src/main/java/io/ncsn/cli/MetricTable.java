package io.ncsn.cli;

import io.ncsn.evaluate.Measurement;
import io.ncsn.evaluate.Metric;
import java.io.PrintWriter;
import java.util.Locale;

/** Formats the metrics of an evaluation as a text table. */
final class MetricTable {
  private MetricTable() {}

  static void print(Measurement result, PrintWriter out) {
    out.printf("%-28s %12s %12s%n", "metric", "samples", "floor");
    for (Metric metric : result.metrics()) {
      String floor =
          metric.floor().isPresent()
              ? String.format(Locale.ROOT, "%.5f", metric.floor().getAsDouble())
              : "-";
      out.printf(Locale.ROOT, "%-28s %12.5f %12s%n", metric.key(), metric.value(), floor);
    }
    out.flush();
  }
}
