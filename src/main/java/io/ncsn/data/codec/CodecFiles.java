package io.ncsn.data.codec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.ncsn.config.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Codecs as files: one in JSON, such as {@value #CODEC} of a model, and a text file for the levels
 * of each text column ({@link LevelLines}). Nothing in them is made by Java's serialisation.
 */
public final class CodecFiles {
  /** Name of the file that refers to all others. */
  public static final String CODEC = "codec.json";

  private CodecFiles() {}

  /** Returns the contents of a codec's files by their names. */
  public static Map<String, byte[]> of(RowCodec codec) {
    return of(CODEC, codec);
  }

  /**
   * Returns the contents of files by their names.
   *
   * @param name name of the file in JSON
   * @param value a record that holds codecs
   */
  public static Map<String, byte[]> of(String name, Object value) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    JsonSerializer<TextLevels> levels =
        new JsonSerializer<>() {
          @Override
          public void serialize(TextLevels value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            String file = "levels-" + files.size() + ".txt";
            files.put(file, LevelLines.write(value));
            out.writeString(file);
          }
        };
    ObjectMapper json =
        Json.MAPPER
            .copy()
            .registerModule(new SimpleModule().addSerializer(TextLevels.class, levels));
    try {
      byte[] written = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
      files.put(name, written);
      return files;
    } catch (JacksonException e) {
      throw new IllegalStateException("Cannot write codecs as JSON", e);
    }
  }

  /**
   * Returns the codec that {@link #of(RowCodec)} wrote.
   *
   * @throws DataException if a file is missing or damaged
   */
  public static RowCodec read(Map<String, byte[]> files) {
    return read(CODEC, RowCodec.class, files);
  }

  /**
   * Returns the value that {@link #of(String, Object)} wrote.
   *
   * @throws DataException if a file is missing or damaged
   */
  public static <T> T read(String name, Class<T> type, Map<String, byte[]> files) {
    JsonDeserializer<TextLevels> levels =
        new JsonDeserializer<>() {
          @Override
          public TextLevels deserialize(JsonParser in, DeserializationContext context)
              throws IOException {
            return LevelLines.read(file(files, in.getText()));
          }
        };
    ObjectMapper json =
        Json.MAPPER
            .copy()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .registerModule(new SimpleModule().addDeserializer(TextLevels.class, levels));
    try {
      return json.readValue(file(files, name), type);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new DataException(
          "Cannot read %s of the model: %s; copy the model again".formatted(name, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new DataException("Cannot read %s of the model: %s".formatted(name, e), e);
    }
  }

  private static byte[] file(Map<String, byte[]> files, String name) {
    byte[] file = files.get(name);
    if (file == null) {
      throw new DataException(
          "Cannot read the model: its file %s is missing; copy the model again".formatted(name));
    }
    return file;
  }
}
