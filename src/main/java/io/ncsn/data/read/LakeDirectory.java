package io.ncsn.data.read;

import io.ncsn.config.InputKind;
import io.ncsn.data.codec.DataException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The directory of a table of Delta Lake or Iceberg, which holds deleted rows too. */
record LakeDirectory(LakeFormat format, String path, SparkSession spark) {

  /**
   * Returns the input that reads {@code input} through its format, if it is the directory of such a
   * table.
   *
   * @throws DataException if the session cannot read that format
   */
  static Optional<String> asTable(SparkSession spark, String input) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    try {
      Path path = new Path(input);
      FileSystem system = path.getFileSystem(hadoop);
      FileStatus[] roots = FileListing.roots(system, path);
      if (roots.length != 1 || !roots[0].isDirectory()) {
        return Optional.empty();
      }
      Path directory = roots[0].getPath();
      return TableMarkers.lakeFormat(system, system.listStatus(directory))
          .map(format -> asTable(spark, input, format, directory));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // the listing of its files says what is wrong
    }
  }

  private static String asTable(
      SparkSession spark, String input, LakeFormat format, Path directory) {
    format
        .lack(spark)
        .ifPresent(
            lack -> {
              throw new DataException(
                  "Cannot read data.input '%s': found %s, whose files hold old and deleted rows too, and %s"
                      .formatted(input, format.title(), lack));
            });
    return InputKind.TABLE.input(
        "%s.`%s`".formatted(format.source(), directory.toString().replace("`", "``")));
  }

  /** The live rows, of the newest version or another. */
  Dataset<Row> rows(Optional<String> version) {
    DataFrameReader reader = spark.read().format(format.source());
    String option = format == LakeFormat.DELTA ? "versionAsOf" : "snapshot-id";
    version.ifPresent(number -> reader.option(option, number));
    return reader.load(path);
  }

  /** The newest version; empty for a table that never had rows. */
  Optional<String> newest() {
    if (format == LakeFormat.ICEBERG) {
      return snapshot(spark.read().format(format.source()).load(path + "#refs"));
    }
    return newest(spark, format, "delta.`" + path.replace("`", "``") + "`");
  }

  /** The newest version of a catalogue's table; empty for one of its views of history. */
  static Optional<String> newest(SparkSession spark, LakeFormat format, String name) {
    if (format == LakeFormat.DELTA) {
      Row last = spark.sql("DESCRIBE HISTORY " + name + " LIMIT 1").select("version").first();
      return Optional.of(Long.toString(last.getLong(0)));
    }
    try {
      return snapshot(spark.table(name + ".refs"));
    } catch (Exception e) { // Scala throws checked exceptions without declaring them
      if (e instanceof AnalysisException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Optional<String> snapshot(Dataset<Row> refs) {
    List<Row> main = refs.where("name = 'main'").select("snapshot_id").collectAsList();
    return main.stream().map(row -> Long.toString(row.getLong(0))).findFirst();
  }
}
