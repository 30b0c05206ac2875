package io.ncsn.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.ncsn.config.Json;

/** An evaluation as JSON: kebab-case keys, {@code null} for empty values. */
public final class EvaluationJson {
  private static final ObjectMapper MAPPER =
      Json.MAPPER.copy().setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);

  private EvaluationJson() {}

  /** Returns what was measured as JSON. */
  public static String write(Measurement result) {
    try {
      return MAPPER.writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the evaluation as JSON", e);
    }
  }
}
