package io.ncsn.data.shard;

import io.ncsn.data.codec.CodecFiles;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.data.read.SparkErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;

/** The plan of a table's columns in a work directory. */
final class PlanStore {
  private static final String PLAN = "plan.json";

  private PlanStore() {}

  /** Returns a hash of everything in the plan. */
  static String hash(TablePlan plan) {
    StringBuilder hashes = new StringBuilder();
    new TreeMap<>(CodecFiles.of(PLAN, plan))
        .forEach((name, bytes) -> hashes.append(name).append(DigestUtils.sha256Hex(bytes)));
    return DigestUtils.sha256Hex(hashes.toString());
  }

  static void write(Configuration hadoop, String directory, TablePlan plan) {
    try {
      FileSystem system = new Path(directory).getFileSystem(hadoop);
      for (Map.Entry<String, byte[]> file : CodecFiles.of(PLAN, plan).entrySet()) {
        OutputStream out = system.create(new Path(directory, file.getKey()), true);
        byte[] bytes = file.getValue();
        IOUtils.copyBytes(new ByteArrayInputStream(bytes), out, Math.max(1, bytes.length), true);
      }
    } catch (IOException e) {
      throw new DataException("Cannot write " + directory + ": " + SparkErrors.reason(e), e);
    }
  }

  /**
   * Reads the plan.
   *
   * @throws DataException if it is missing or damaged
   */
  static TablePlan read(Configuration hadoop, String directory) {
    Map<String, byte[]> files = new TreeMap<>();
    try {
      FileSystem system = new Path(directory).getFileSystem(hadoop);
      for (FileStatus file : system.listStatus(new Path(directory))) {
        try (InputStream in = system.open(file.getPath())) {
          files.put(file.getPath().getName(), in.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new DataException("Cannot read " + directory + ": " + SparkErrors.reason(e), e);
    }
    return CodecFiles.read(PLAN, TablePlan.class, files);
  }
}
