package io.ncsn.data.read;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;

/** The table formats whose directories are read through their own Spark data source. */
enum LakeFormat {
  DELTA(
      "a Delta Lake table",
      "delta",
      "io.delta:delta-spark_2.12:3.3.2",
      List.of(
          new Setting("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension"),
          new Setting(
              "spark.sql.catalog.spark_catalog",
              "org.apache.spark.sql.delta.catalog.DeltaCatalog"))),
  ICEBERG(
      "an Iceberg table",
      "iceberg",
      "org.apache.iceberg:iceberg-spark-runtime-3.5_2.12:1.12.0",
      List.of(
          new Setting("spark.sql.catalog.default_iceberg", "org.apache.iceberg.spark.SparkCatalog"),
          // By its own default the source of paths asks for a Hive metastore.
          new Setting("spark.sql.catalog.default_iceberg.type", "hadoop"),
          new Setting("spark.sql.catalog.default_iceberg.warehouse", Setting.ANY_DIRECTORY)));

  private final String title;
  private final String source;
  private final String artifact;
  private final List<Setting> settings;

  LakeFormat(String title, String source, String artifact, List<Setting> settings) {
    this.title = title;
    this.source = source;
    this.artifact = artifact;
    this.settings = settings;
  }

  /** A setting of Spark's that the data source needs: without it deleted rows would be read. */
  private record Setting(String key, String value) {
    /** Stands for whatever directory is set. */
    private static final String ANY_DIRECTORY = "DIRECTORY";

    boolean holds(SparkSession spark) {
      return value.equals(ANY_DIRECTORY)
          ? !spark.conf().get(key, "").isBlank()
          : Arrays.asList(spark.conf().get(key, "").split("\\s*,\\s*")).contains(value);
    }

    String option() {
      return "--conf " + key + "=" + value;
    }
  }

  /** Returns the format of the data source called {@code source}. */
  static Optional<LakeFormat> of(String source) {
    return Arrays.stream(values())
        .filter(format -> format.source.equalsIgnoreCase(source))
        .findFirst();
  }

  /** In words, such as {@code a Delta Lake table}. */
  String title() {
    return title;
  }

  /** The name of its data source. */
  String source() {
    return source;
  }

  /**
   * Returns what a session lacks to read such tables.
   *
   * @return empty if it lacks nothing; else what is not there, and the options to add
   */
  Optional<String> lack(SparkSession spark) {
    List<String> options =
        settings.stream().filter(setting -> !setting.holds(spark)).map(Setting::option).toList();
    if (!isOnClassPath(spark)) {
      return Optional.of(
          "whose reader is not on the class path; add -- --packages %s%s"
              .formatted(artifact, options.isEmpty() ? "" : " " + String.join(" ", options)));
    }
    return options.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "whose reader lacks settings of the session; add -- " + String.join(" ", options));
  }

  private boolean isOnClassPath(SparkSession spark) {
    try {
      DataSource.lookupDataSource(source, spark.sessionState().conf());
      return true;
    } catch (Exception e) { // Scala throws checked exceptions without declaring them
      return false;
    }
  }
}
