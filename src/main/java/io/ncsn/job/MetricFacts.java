package io.ncsn.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.Metric;
import io.ncsn.output.RunRecord;

/** The metrics of an evaluation in {@code run.json}. */
final class MetricFacts {
  private MetricFacts() {}

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
