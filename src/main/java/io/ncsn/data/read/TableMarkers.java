package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Recognises the directories of table formats that keep old versions of rows beside the live ones:
 * Delta Lake, Hudi, Iceberg, Paimon, Hive's transactional tables, and what Spark's streams write.
 * Only the format's own reader knows which rows are live; a stream's directory may hold files of
 * batches that failed.
 */
final class TableMarkers {
  /** Directories of Hive's transactional tables, such as delta_0000001_0000001_0000. */
  private static final Pattern HIVE =
      Pattern.compile("base_\\d{7,}(_v\\d+)?|(delete_)?delta_\\d{7,}_\\d{7,}(_\\d+)?(_v\\d+)?");

  private static final Set<String> PAIMON = Set.of("manifest", "schema", "snapshot");

  private TableMarkers() {}

  /**
   * Looks through a directory's children.
   *
   * @throws DataException if one of them marks a table of such a format
   */
  static void refuse(String input, Path directory, FileSystem system, FileStatus[] children)
      throws IOException {
    Set<String> names = new HashSet<>();
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      names.add(name);
      if (name.equals("_delta_log")) {
        throw refusal(input, directory, name, "a Delta Lake table", connector("delta"));
      }
      if (name.equals(".hoodie") || name.startsWith(".hoodie_partition_metadata")) {
        throw refusal(input, directory, name, "a Hudi table", connector("hudi"));
      }
      if (name.equals("metadata") && child.isDirectory() && isIceberg(system, child.getPath())) {
        throw refusal(input, directory, name, "an Iceberg table", connector("iceberg"));
      }
      if (child.isDirectory() && HIVE.matcher(name).matches()) {
        throw refusal(input, directory, name, "a transactional table of Hive", "in Hive");
      }
      if (name.equals("_spark_metadata")) {
        throw refusal(
            input,
            directory,
            name,
            "the output of a Spark stream",
            "by a Spark job that reads the whole directory");
      }
    }
    if (names.containsAll(PAIMON)) {
      throw refusal(input, directory, "snapshot", "a Paimon table", connector("paimon"));
    }
  }

  /** Looks at the directories above {@code path}, since a part of such a table is no table. */
  static void refuseAbove(String input, FileSystem system, Path path) {
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      try {
        FileStatus[] marks = system.listStatus(above, TableMarkers::mayMark);
        refuse(input, above, system, marks);
      } catch (IOException
          | IllegalArgumentException
          | UnsupportedOperationException notAllowedOrNoDirectory) {
        return; // what lies above need not be readable
      }
    }
  }

  private static boolean mayMark(Path path) {
    String name = path.getName();
    return name.equals("_delta_log")
        || name.startsWith(".hoodie")
        || name.equals("metadata")
        || name.equals("_spark_metadata")
        || PAIMON.contains(name)
        || HIVE.matcher(name).matches();
  }

  /** Returns the format whose own reader can be asked for the rows of the directory. */
  static Optional<LakeFormat> lakeFormat(FileSystem system, FileStatus[] children)
      throws IOException {
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      if (name.equals("_delta_log")) {
        return Optional.of(LakeFormat.DELTA);
      }
      if (name.equals("metadata") && child.isDirectory() && isIceberg(system, child.getPath())) {
        return Optional.of(LakeFormat.ICEBERG);
      }
    }
    return Optional.empty();
  }

  private static boolean isIceberg(FileSystem system, Path metadata) throws IOException {
    Predicate<FileStatus> isVersion =
        file ->
            file.getPath()
                .getName()
                .matches(".*\\.metadata\\.json(\\.gz)?|.*\\.gz\\.metadata\\.json");
    return Arrays.stream(system.listStatus(metadata)).anyMatch(isVersion);
  }

  private static String connector(String format) {
    return "by a Spark job with that format's connector, spark.read.format(\"%s\").load(...).write.parquet(...)"
        .formatted(format);
  }

  private static DataException refusal(
      String input, Path directory, String mark, String what, String way) {
    return new DataException(
        "Cannot read data.input '%s': found %s (%s has %s), whose files hold old and deleted rows too; write its live rows as plain Parquet %s, and give that"
            .formatted(input, what, directory.toUri().getPath(), mark, way));
  }
}
