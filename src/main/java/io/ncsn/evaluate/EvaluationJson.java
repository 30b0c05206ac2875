package io.ncsn.evaluate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/** An evaluation as JSON: kebab-case keys, {@code null} for empty values. */
final class EvaluationJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .registerModule(
              new SimpleModule()
                  .addSerializer(new OptionalSerializer())
                  .addSerializer(new OptionalDoubleSerializer()));

  private EvaluationJson() {}

  static String write(EvaluationResult result) {
    try {
      return MAPPER.writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the evaluation as JSON", e);
    }
  }

  @SuppressWarnings("rawtypes") // Jackson names classes, which have no type arguments
  private static final class OptionalSerializer extends StdSerializer<Optional> {
    private static final long serialVersionUID = 1L;

    OptionalSerializer() {
      super(Optional.class);
    }

    @Override
    public void serialize(Optional value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeObject(value.isPresent() ? value.get() : null);
    }
  }

  private static final class OptionalDoubleSerializer extends StdSerializer<OptionalDouble> {
    private static final long serialVersionUID = 1L;

    OptionalDoubleSerializer() {
      super(OptionalDouble.class);
    }

    @Override
    public void serialize(OptionalDouble value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeObject(value.isPresent() ? value.getAsDouble() : null);
    }
  }
}
