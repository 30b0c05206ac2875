package io.ncsn.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * {@code model.json}: what the directory's files are. Written last, it is what makes a checkpoint
 * exist.
 *
 * <p>Format 1 is format 2 without what of {@code model.network} and {@code model.ranges} is new; it
 * is read as that.
 *
 * @param format version of this format
 * @param files by vector name
 * @param sha256 of this manifest with an empty sha256
 */
record Manifest(
    int format,
    ModelDescription model,
    TrainingState state,
    Map<String, VectorFile> files,
    String sha256) {
  static final int FORMAT = 2;

  private static final int OLDEST_FORMAT = 1;

  /** What to do about a damaged model. */
  static final String MEND = "; put a whole copy of the model in its place, or train it anew";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /**
   * A file of raw little-endian floats.
   *
   * @param name within the model directory
   * @param length floats
   */
  record VectorFile(String name, int length, String sha256) {}

  static Manifest of(Checkpoint checkpoint, Map<String, VectorFile> files) {
    Manifest unsigned = new Manifest(FORMAT, checkpoint.model(), checkpoint.state(), files, "");
    return unsigned.signed(DigestUtils.sha256Hex(unsigned.toJson()));
  }

  /** The manifest as UTF-8 JSON. */
  byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a manifest as JSON", e);
    }
  }

  /**
   * The manifest of {@code bytes}, checked.
   *
   * @param file named in errors
   * @throws CheckpointException if it is truncated, changed or of another format, or its parts do
   *     not fit one another
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

  /** The file as it was before it was signed, whatever its format. */
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
