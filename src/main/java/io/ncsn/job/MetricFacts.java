package io.ncsn.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.config.Choice;
import io.ncsn.config.Json;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.ImageFeatures;
import io.ncsn.evaluate.Measurement;
import io.ncsn.evaluate.Metric;
import io.ncsn.evaluate.mixed.ImagesAndColumns;
import io.ncsn.evaluate.mixed.MixedEvaluation;
import java.util.LinkedHashMap;
import java.util.Map;

/** The metrics of an evaluation as entries of {@code run.json}. */
final class MetricFacts {
  private MetricFacts() {}

  /** Each metric as {@code evaluate.KEY}, and the comparison with a known density. */
  static Map<String, Object> of(Measurement result) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (Metric metric : result.metrics()) {
      facts.put("evaluate." + metric.key(), metric.value());
      metric.floor().ifPresent(floor -> facts.put("evaluate." + metric.key() + ".floor", floor));
    }
    if (result instanceof ImagesAndColumns both) {
      facts.putAll(of(both.images()));
      facts.putAll(of(both.columns()));
      return facts;
    }
    if (result instanceof EvaluationResult numbers) {
      numbers.features().ifPresent(features -> add(features, facts));
    }
    if (result instanceof EvaluationResult numbers && numbers.groundTruth().isPresent()) {
      facts.put("evaluate.ground-truth", tree(result).path("ground-truth"));
    }
    if (result instanceof MixedEvaluation) {
      facts.put("evaluate.rows", tree(result).path("measures").path("counts"));
      facts.put("evaluate.columns", tree(result).path("measures").path("shape").path("columns"));
    }
    return facts;
  }

  private static void add(ImageFeatures features, Map<String, Object> facts) {
    facts.put("evaluate.image-features", Choice.name(features.kind()));
    features.sha256().ifPresent(hash -> facts.put("evaluate.features-sha256", hash));
    features.learnt().ifPresent(images -> facts.put("evaluate.classifier-images", images));
    features.accuracy().ifPresent(accuracy -> facts.put("evaluate.classifier-accuracy", accuracy));
  }

  private static JsonNode tree(Measurement result) {
    try {
      return Json.MAPPER.readTree(result.toJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read back an evaluation", e);
    }
  }
}
