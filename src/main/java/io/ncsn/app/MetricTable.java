package io.ncsn.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.Metric;
import java.io.PrintWriter;
import java.util.Locale;

/** The metrics of an evaluation for people (a table) and for {@code run.json}. */
final class MetricTable {
  private MetricTable() {}

  static void print(EvaluationResult result, PrintWriter out) {
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

  /** Each metric under {@code evaluate.KEY}, and the comparison with a known density. */
  static void note(EvaluationResult result, RunRecord record) {
    for (Metric metric : result.metrics()) {
      record.put("evaluate." + metric.key(), metric.value());
      metric.floor().ifPresent(floor -> record.put("evaluate." + metric.key() + ".floor", floor));
    }
    result
        .groundTruth()
        .ifPresent(truth -> record.put("evaluate.ground-truth", tree(result).path("groundTruth")));
  }

  private static JsonNode tree(EvaluationResult result) {
    try {
      return new ObjectMapper().readTree(result.toJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read back an evaluation", e);
    }
  }
}
