package io.ncsn.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ncsn.config.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The contents of {@code model.json}, which lists the files of the directory. It is written last
 * and makes a checkpoint exist.
 *
 * <p>Format 1 lacks the fields of {@code model.network} and {@code model.ranges} that format 2
 * added. It is read like format 2, and these fields get their defaults.
 *
 * @param format version of this format
 * @param files vector files by vector name
 * @param sha256 SHA-256 of this manifest with an empty sha256
 */
record Manifest(
    int format,
    ModelFields model,
    TrainingState state,
    Map<String, VectorFile> files,
    String sha256) {
  static final int FORMAT = 3;

  /** What models without rules across columns have, so that older programs read them. */
  private static final int FORMAT_WITHOUT_RULES = 2;

  private static final int OLDEST_FORMAT = 1;

  /** The advice for a damaged model. */
  static final String MEND = "; put a whole copy of the model in its place, or train it anew";

  private static final ObjectMapper JSON =
      Json.MAPPER
          .copy()
          .registerModule(NetworkFormat.module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /**
   * A file of raw little-endian floats.
   *
   * @param name file name within the model directory
   * @param length number of floats
   */
  record VectorFile(String name, int length, String sha256) {}

  /**
   * Makes the manifest of {@code checkpoint}.
   *
   * @param codec SHA-256 (hex) of the codec's files by their names; empty for a table of numbers
   */
  static Manifest of(
      Checkpoint checkpoint, Map<String, VectorFile> files, Map<String, String> codec) {
    ModelFields model = ModelFields.of(checkpoint.model(), codec);
    int format = checkpoint.model().codec().rules().isEmpty() ? FORMAT_WITHOUT_RULES : FORMAT;
    Manifest unsigned = new Manifest(format, model, checkpoint.state(), files, "");
    return unsigned.signed(DigestUtils.sha256Hex(unsigned.toJson()));
  }

  /** Returns the names of all files that the manifest names. */
  Set<String> fileNames() {
    Set<String> names = new HashSet<>();
    files.values().forEach(file -> names.add(file.name()));
    if (model.isMixed()) {
      model.codec().forEach((name, sha256) -> names.add(CodecStore.fileName(name, sha256)));
    }
    return names;
  }

  /** Returns the manifest as UTF-8 JSON. */
  byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a manifest as JSON", e);
    }
  }

  /**
   * Parses and checks a manifest.
   *
   * @param file file name for error messages
   * @throws CheckpointException if it is truncated, changed or of another format, or if its parts
   *     do not fit together
   */
  static Manifest parse(byte[] bytes, String file) {
    try {
      String text = new String(bytes, StandardCharsets.UTF_8);
      JsonNode tree = JSON.readTree(text);
      int format = tree.path("format").asInt(-1);
      if (format < OLDEST_FORMAT || format > FORMAT) {
        throw new CheckpointException(
            "Cannot read "
                + file
                + ": found "
                + (tree.has("format") ? "format " + tree.path("format") : "no format")
                + ", this program reads formats "
                + OLDEST_FORMAT
                + " to "
                + FORMAT
                + "; use the version of ncsn-spark that wrote it, or train the model anew");
      }
      Manifest manifest = JSON.treeToValue(tree, Manifest.class);
      if (!DigestUtils.sha256Hex(unsigned(text, manifest.sha256())).equals(manifest.sha256())) {
        throw new CheckpointException(
            "Cannot read "
                + file
                + ": its sha256 does not match its contents; it was changed or damaged"
                + MEND);
      }
      ManifestCheck.require(manifest, file);
      return manifest;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new CheckpointException(
          "Cannot read " + file + ": it is no model manifest (" + firstLine(e) + ")" + MEND, e);
    }
  }

  /** Returns the text of the file before it was signed, in any format. */
  private static String unsigned(String text, String signature) {
    String last = quoted(signature);
    int at = text.lastIndexOf(last);
    return at < 0 ? text : text.substring(0, at) + quoted("") + text.substring(at + last.length());
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private Manifest signed(String signature) {
    return new Manifest(format, model, state, files, signature);
  }

  private static String firstLine(Exception e) {
    if (e.getCause() instanceof NullPointerException) {
      return "a part of it is missing";
    }
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
