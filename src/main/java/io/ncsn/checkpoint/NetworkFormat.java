package io.ncsn.checkpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.ncsn.config.Json;
import io.ncsn.network.Architecture;
import io.ncsn.network.Mlp;
import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.network.NetworkSpec;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A network in {@code model.json}: the fields of {@link NetworkSpec}, with those of its
 * architecture among them and the architecture's name as {@code blocks}, where {@code PLAIN} is an
 * MLP.
 */
final class NetworkFormat {
  private static final String DIMENSION = "dimension";
  private static final String FORM = "form";
  private static final String KIND = "kind";
  private static final String BLOCKS = "blocks";
  private static final String PLAIN = "PLAIN";
  private static final String ACTIVATION = "activation";
  private static final String EMBEDDING = "embedding";
  private static final String FREQUENCIES = "frequencies";

  private NetworkFormat() {}

  /** Returns the module that reads and writes networks. */
  static SimpleModule module() {
    return new SimpleModule()
        .addSerializer(NetworkSpec.class, new Writer())
        .addDeserializer(NetworkSpec.class, new Reader());
  }

  private static final class Writer extends StdSerializer<NetworkSpec> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(NetworkSpec.class);
    }

    @Override
    public void serialize(NetworkSpec spec, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      ObjectNode node = Json.MAPPER.createObjectNode();
      node.put(DIMENSION, spec.dimension());
      node.setAll(Json.MAPPER.<ObjectNode>valueToTree(spec.architecture()));
      node.put(FORM, spec.form().name());
      node.put(KIND, spec.kind().name());
      node.put(BLOCKS, name(spec.architecture()));
      node.put(ACTIVATION, spec.activation().name());
      node.put(EMBEDDING, spec.embedding().name());
      node.set(FREQUENCIES, Json.MAPPER.valueToTree(spec.frequencies()));
      json.writeTree(node);
    }

    private static String name(Architecture architecture) {
      return architecture instanceof Mlp
          ? PLAIN
          : architecture.word().toUpperCase(Locale.ROOT).replace('-', '_');
    }
  }

  private static final class Reader extends StdDeserializer<NetworkSpec> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(NetworkSpec.class);
    }

    /** Fields that format 1 lacks get the values that all networks had then. */
    @Override
    public NetworkSpec deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode node = parser.readValueAsTree();
      try {
        return new NetworkSpec(
            node.path(DIMENSION).asInt(),
            architecture(node, parser),
            constant(Form.class, node.path(FORM), null),
            constant(Kind.class, node.path(KIND), Kind.SCORE),
            constant(Activation.class, node.path(ACTIVATION), Activation.SILU),
            constant(Embedding.class, node.path(EMBEDDING), Embedding.LOG),
            node.hasNonNull(FREQUENCIES)
                ? List.of(Json.MAPPER.treeToValue(node.get(FREQUENCIES), Double[].class))
                : List.of());
      } catch (IllegalArgumentException | NullPointerException e) {
        throw JsonMappingException.from(parser, e.getMessage(), e);
      }
    }

    private static Architecture architecture(JsonNode node, JsonParser parser) throws IOException {
      String stored = node.path(BLOCKS).asText(PLAIN);
      String word = stored.toLowerCase(Locale.ROOT).replace('_', '-');
      Class<? extends Architecture> type =
          stored.equals(PLAIN)
              ? Mlp.class
              : Architecture.VARIANTS
                  .named(word)
                  .orElseThrow(
                      () -> JsonMappingException.from(parser, "no architecture is called " + word));
      ObjectNode own = Json.MAPPER.createObjectNode();
      Stream.of(type.getRecordComponents())
          .map(RecordComponent::getName)
          .forEach(name -> own.set(name, node.get(name)));
      return Json.MAPPER.treeToValue(own, type);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode node, E missing) {
      return node.isTextual() ? Enum.valueOf(type, node.asText()) : missing;
    }
  }
}
