package io.ncsn.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.ncsn.config.Json;
import java.util.Map;

/**
 * Writes maps as JSON in the order of the maps. NaN and infinities become text, because JSON has no
 * numbers for them.
 */
public final class JsonText {
  private JsonText() {}

  public static String line(Map<String, ?> map) {
    return write(Json.MAPPER.writer(), map);
  }

  public static String page(Map<String, ?> map) {
    return write(Json.MAPPER.writerWithDefaultPrettyPrinter(), map) + "\n";
  }

  private static String write(ObjectWriter writer, Map<String, ?> map) {
    try {
      return writer.writeValueAsString(map);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot write as JSON: " + e.getOriginalMessage(), e);
    }
  }
}
