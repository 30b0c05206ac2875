package io.ncsn.data.shard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.config.Json;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.read.SparkErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;

/**
 * The contents of {@code prepared.json}, which describes a work directory. It is written last, so
 * its presence shows that the rest is complete. Doubles are written so that they read back exactly.
 *
 * @param version version of the format
 * @param key SHA-256 of the settings and the input from which the shards were made
 * @param read rows of each file
 * @param rowsHash hash of the rows as a multiset
 * @param planSha256 hash of the plan of the columns; null where all are numbers
 * @param bytes whether values are stored as bytes; not written, and absent in older manifests,
 *     where they are floats
 * @param weights how rows count; null, and not written, if alike
 */
@SuppressWarnings("ArrayRecordComponent")
record PreparedManifest(
    int version,
    String key,
    TableSchema schema,
    Scaler scaler,
    long rows,
    long holdoutRows,
    int shards,
    BadRowReport badRows,
    RowsByFile read,
    long rowsHash,
    @JsonInclude(JsonInclude.Include.NON_NULL) String planSha256,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean bytes,
    @JsonInclude(JsonInclude.Include.NON_NULL) WeightFacts weights) {
  static final int VERSION = 3;
  private static final String FILE = "prepared.json";
  private static final ObjectMapper JSON =
      Json.MAPPER.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * Returns the SHA-256 of everything that determines the shards: schema, scaler, counts and the
   * rows as a multiset.
   */
  String fingerprint() {
    StringBuilder text = new StringBuilder(schema.toString());
    for (int c = 0; c < scaler.dimension(); c++) {
      text.append('\n').append(Double.toHexString(scaler.mean()[c]));
      text.append(' ').append(Double.toHexString(scaler.scale()[c]));
    }
    if (isMixed()) {
      text.append('\n').append(planSha256);
    }
    text.append('\n').append(rows).append(' ').append(holdoutRows).append(' ').append(shards);
    return DigestUtils.sha256Hex(text.append('\n').append(Long.toHexString(rowsHash)).toString());
  }

  /** Returns whether the rows are stored by a plan of their columns. */
  boolean isMixed() {
    return planSha256 != null;
  }

  /** Returns the manifest of the work directory, if it has one of this version and key. */
  static Optional<PreparedManifest> read(Configuration hadoop, String workDirectory, String key) {
    Path path = new Path(workDirectory, FILE);
    try {
      FileSystem system = path.getFileSystem(hadoop);
      if (!system.exists(path)) {
        return Optional.empty();
      }
      try (InputStream in = system.open(path)) {
        PreparedManifest manifest = JSON.readValue(in, PreparedManifest.class);
        return Optional.of(manifest)
            .filter(found -> found.version == VERSION && found.key.equals(key));
      }
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return Optional.empty(); // of another version, or cut short: rebuild
    } catch (IOException e) {
      throw new DataException("Cannot read " + path + ": " + SparkErrors.reason(e), e);
    }
  }

  void write(Configuration hadoop, String workDirectory) {
    Path path = new Path(workDirectory, FILE);
    try {
      byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
      OutputStream out = path.getFileSystem(hadoop).create(path, true);
      // Not by a try with resources: HDFS throws the same exception again when it closes.
      IOUtils.copyBytes(new ByteArrayInputStream(json), out, json.length, true);
    } catch (IOException e) {
      throw new DataException("Cannot write " + path + ": " + SparkErrors.reason(e), e);
    }
  }

  /** Removes the commit mark, then everything else from an earlier preparation. */
  static void clear(Configuration hadoop, String workDirectory, String... directories) {
    Path root = new Path(workDirectory);
    try {
      FileSystem system = root.getFileSystem(hadoop);
      system.mkdirs(root);
      system.delete(new Path(root, FILE), false);
      for (String directory : directories) {
        system.delete(new Path(root, directory), true);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException(
          "Cannot write to the work directory " + root + ": " + SparkErrors.reason(e), e);
    }
  }
}
