package io.ncsn.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.ncsn.config.Json;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;

/** A param that holds texts by name. */
public final class StringMapParam extends Param<Map<String, String>> {
  private static final long serialVersionUID = 1L;

  /** Makes a param of {@code parent}. */
  public StringMapParam(Identifiable parent, String name, String doc) {
    super(parent, name, doc);
  }

  @Override
  public String jsonEncode(Map<String, String> value) {
    try {
      return Json.MAPPER.writeValueAsString(new TreeMap<>(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot write the param " + name() + ": " + value, e);
    }
  }

  @Override
  public Map<String, String> jsonDecode(String json) {
    try {
      return Json.MAPPER.readValue(json, new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot read the param " + name() + ": " + json, e);
    }
  }
}
