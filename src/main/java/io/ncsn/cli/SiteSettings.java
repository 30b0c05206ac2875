package io.ncsn.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * Decides which of a site's Spark settings the program takes. Results must not depend on a {@code
 * spark-defaults.conf}: a setting that could change what is read, computed or written keeps the
 * program's value or Spark's default, and a warning names it. What only says where things lie, who
 * may see them and how fast the work is done is the site's own.
 */
final class SiteSettings {
  /** What the program needs, which is not Spark's default or could be set to harm. */
  private static final Map<String, String> FIXED =
      new TreeMap<>(
          Map.of(
              "spark.serializer", "org.apache.spark.serializer.JavaSerializer",
              "spark.sql.session.timeZone", "UTC",
              // Spark would end a job that writes a date before 1582 or a timestamp before 1900.
              "spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED",
              "spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED",
              "spark.files.ignoreCorruptFiles", "false",
              "spark.files.ignoreMissingFiles", "false",
              "spark.executorEnv.LC_ALL", "C.UTF-8"));

  /** Beginnings of settings that stay at Spark's, Hadoop's or Parquet's defaults ... */
  private static final List<String> LEFT_AT_DEFAULT =
      List.of(
          "spark.sql.",
          "spark.hadoop.parquet.",
          "spark.hadoop.orc.",
          "spark.hadoop.mapreduce.input.",
          "spark.hadoop.mapreduce.fileoutputcommitter.");

  /** ... except these, which change no row. */
  private static final List<String> FREE =
      List.of(
          "spark.sql.extensions",
          "spark.sql.catalog.",
          "spark.sql.catalogImplementation",
          "spark.sql.defaultCatalog",
          "spark.sql.hive.metastore.",
          "spark.sql.warehouse.dir",
          "spark.sql.sources.commitProtocolClass",
          "spark.sql.parquet.output.committer.class",
          "spark.sql.queryExecutionListeners",
          "spark.sql.redaction.",
          "spark.sql.ui.",
          "spark.sql.adaptive.",
          "spark.sql.shuffle.partitions",
          "spark.sql.autoBroadcastJoinThreshold",
          "spark.sql.broadcastTimeout",
          "spark.hadoop.parquet.crypto.",
          "spark.hadoop.parquet.encryption.",
          "spark.hadoop.parquet.page.verify-checksum.enabled");

  private SiteSettings() {}

  /**
   * Sets what results depend on.
   *
   * @param configuration the site's and the command line's settings; changed
   * @return a sentence that names every setting that was not taken; empty if all were
   */
  static Optional<String> settle(SparkConf configuration) {
    List<String> refused = new ArrayList<>();
    FIXED.forEach(
        (key, value) -> {
          if (!configuration.get(key, value).equals(value)) {
            refused.add("%s=%s (%s is used)".formatted(key, configuration.get(key), value));
          }
          configuration.set(key, value);
        });
    strangers(configuration)
        .forEach(
            key -> {
              refused.add("%s=%s (the default is used)".formatted(key, configuration.get(key)));
              configuration.remove(key);
            });
    return refused.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not taken, as results must not depend on Spark's settings: "
                + String.join(", ", refused));
  }

  private static Stream<String> strangers(SparkConf configuration) {
    return Arrays.stream(configuration.getAll())
        .map(entry -> entry._1())
        .filter(key -> startsWithAny(key, LEFT_AT_DEFAULT))
        .filter(key -> !FIXED.containsKey(key) && !startsWithAny(key, FREE))
        .sorted();
  }

  private static boolean startsWithAny(String key, List<String> beginnings) {
    return beginnings.stream().anyMatch(key::startsWith);
  }
}
