package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Recognises the directories of table formats that keep old versions of rows beside the live ones:
 * Delta Lake, Hudi and Iceberg. Only the format's own reader knows which rows are live.
 */
final class TableMarkers {
  private TableMarkers() {}

  /**
   * Looks through a directory's children.
   *
   * @throws DataException if one of them marks a table of such a format
   */
  static void refuse(String input, Path directory, FileSystem system, FileStatus[] children)
      throws IOException {
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      if (name.equals("_delta_log")) {
        throw refusal(input, directory, "Delta Lake", "delta", name);
      }
      if (name.equals(".hoodie") || name.startsWith(".hoodie_partition_metadata")) {
        throw refusal(input, directory, "Hudi", "hudi", name);
      }
      if (name.equals("metadata") && child.isDirectory() && isIceberg(system, child.getPath())) {
        throw refusal(input, directory, "Iceberg", "iceberg", name);
      }
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
    return name.equals("_delta_log") || name.startsWith(".hoodie") || name.equals("metadata");
  }

  private static boolean isIceberg(FileSystem system, Path metadata) throws IOException {
    Predicate<FileStatus> isVersion =
        file ->
            file.getPath()
                .getName()
                .matches(".*\\.metadata\\.json(\\.gz)?|.*\\.gz\\.metadata\\.json");
    return Arrays.stream(system.listStatus(metadata)).anyMatch(isVersion);
  }

  private static DataException refusal(
      String input, Path directory, String format, String reader, String mark) {
    return new DataException(
        "Cannot read data.input '%s': found a %s table (%s has %s), whose files hold old and deleted rows too; write its live rows as plain Parquet by a Spark job with that format's connector, spark.read.format(\"%s\").load(...).write.parquet(...), and give that"
            .formatted(input, format, directory.toUri().getPath(), mark, reader));
  }
}
