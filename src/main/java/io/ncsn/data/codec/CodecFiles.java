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
 * A codec as files of a model: {@value #CODEC} in JSON, and a text file for the levels of each text
 * column ({@link LevelLines}). Nothing in them is made by Java's serialisation.
 */
public final class CodecFiles {
  /** Name of the file that refers to all others. */
  public static final String CODEC = "codec.json";

  private CodecFiles() {}

  /** Returns the contents of the files by their names. */
  public static Map<String, byte[]> of(RowCodec codec) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    JsonSerializer<TextLevels> levels =
        new JsonSerializer<>() {
          @Override
          public void serialize(TextLevels value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            String name = "levels-" + files.size() + ".txt";
            files.put(name, LevelLines.write(value));
            out.writeString(name);
          }
        };
    ObjectMapper json =
        Json.MAPPER
            .copy()
            .registerModule(new SimpleModule().addSerializer(TextLevels.class, levels));
    try {
      byte[] written = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(codec);
      files.put(CODEC, written);
      return files;
    } catch (JacksonException e) {
      throw new IllegalStateException("Cannot write the codec as JSON", e);
    }
  }

  /**
   * Returns the codec that {@link #of} wrote.
   *
   * @throws DataException if a file is missing or damaged
   */
  public static RowCodec read(Map<String, byte[]> files) {
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
      return json.readValue(file(files, CODEC), RowCodec.class);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new DataException(
          "Cannot read %s of the model: %s; copy the model again".formatted(CODEC, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new DataException("Cannot read %s of the model: %s".formatted(CODEC, e), e);
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
