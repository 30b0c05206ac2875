package io.ncsn.data.shard;

import io.ncsn.config.DataSettings.Format;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.read.SourceTable;
import io.ncsn.data.read.TextHead;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** Compares the files that were listed with those that rows came from. */
final class SilentFiles {
  private SilentFiles() {}

  /**
   * Completes the counts by the files that gave no rows.
   *
   * @throws DataException if one of them is text with lines that should be rows; a header alone, or
   *     a Parquet or ORC file without rows, is none the worse
   */
  static Map<String, Long> complete(
      Configuration hadoop, SourceTable source, Map<String, Long> counted) {
    Map<String, Long> rows = new HashMap<>();
    for (FileStatus file : source.files()) {
      String path = file.getPath().toString();
      rows.put(path, counted.getOrDefault(path, 0L));
      if (rows.get(path) == 0 && source.isText()) {
        requireNoRows(hadoop, source, file);
      }
    }
    return rows;
  }

  private static void requireNoRows(Configuration hadoop, SourceTable source, FileStatus file) {
    boolean hasHeader = source.format() == Format.CSV;
    List<String> lines = TextHead.of(hadoop, source.name(), file).lines();
    if (lines.size() > (hasHeader ? 1 : 0)) {
      throw new DataException(
          "Cannot read data.input '%s': no row was read from %s, though it holds lines such as '%s'; check its format, or remove it"
              .formatted(
                  source.name(), file.getPath().getName(), shortened(lines.get(lines.size() - 1))));
    }
  }

  private static String shortened(String line) {
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }
}
