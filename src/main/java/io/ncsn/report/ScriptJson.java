package io.ncsn.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ncsn.config.Json;

/** JSON inside HTML. */
final class ScriptJson {
  private ScriptJson() {}

  /** Lists, maps, arrays and numbers as JSON for a script element. */
  static String inScript(Object value) {
    try {
      return withoutTags(Json.MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a chart's data as JSON", e);
    }
  }

  /**
   * The same JSON without {@code <}, which only strings hold: no text can end the script element it
   * stands in.
   */
  static String withoutTags(String json) {
    return json.replace("<", "\\u003c");
  }
}
