package io.ncsn.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.ncsn.config.Json;

/** An evaluation as JSON: kebab-case keys, {@code null} for empty values. */
final class EvaluationJson {
  private static final ObjectMapper MAPPER =
      Json.MAPPER.copy().setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);

  private EvaluationJson() {}

  static String write(EvaluationResult result) {
    try {
      return MAPPER.writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the evaluation as JSON", e);
    }
  }
}
