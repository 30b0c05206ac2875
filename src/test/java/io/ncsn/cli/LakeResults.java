package io.ncsn.cli;

import io.ncsn.job.TableCommit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.sql.SparkSession;

/**
 * Puts samples into tables of Delta Lake and Iceberg, and dies on the way. It runs in processes of
 * their own, with the jars of both formats.
 */
final class LakeResults {
  /** The code that a killed process ends with. */
  static final int KILLED = 128 + 9;

  /** Rows that the tables have before. */
  static final String OLD =
      "SELECT -7L AS sample_id, CAST(1 AS INT) AS id, 2D AS a, 3D AS b, 'old' AS note";

  static final String ICEBERG = "lake.db.drawn";
  static final String DELTA = "default.drawn";

  private LakeResults() {}

  /**
   * Runs a part.
   *
   * @param arguments the directory of tables and outputs; how often the program was killed before
   */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    SerialFilter.install(); // as the program's own process does
    SparkSession spark = LakeTables.session(directory).getOrCreate();
    switch (Integer.parseInt(arguments[1])) {
      case 0 -> {
        spark.sql("CREATE TABLE %s USING iceberg AS %s".formatted(ICEBERG, OLD));
        dieAt("Putting the rows into table");
        sample(directory, "iceberg-append", ICEBERG, "append", 101);
      }
      case 1 -> {
        sample(directory, "iceberg-append", ICEBERG, "append", 101);
        delta(spark, directory);
        spark.sql("INSERT INTO %s %s".formatted(DELTA, OLD));
        dieAt("Table `spark_catalog`.`default`.`drawn` has the rows");
        sample(directory, "delta-append", DELTA, "append", 103);
      }
      case 2 -> {
        delta(spark, directory);
        dieAt("Table `lake`.`db`.`made` has the rows");
        sample(directory, "delta-append", DELTA, "append", 103);
        sample(directory, "iceberg-made", "lake.db.made", "error", 107);
      }
      default -> {
        sample(directory, "iceberg-made", "lake.db.made", "error", 107);
        theRest(spark, directory);
      }
    }
    spark.stop();
  }

  private static void theRest(SparkSession spark, Path directory) {
    delta(spark, directory);
    keep(spark, directory, ICEBERG, "iceberg-appended");
    keep(spark, directory, DELTA, "delta-appended");
    keep(spark, directory, "lake.db.made", "iceberg-made-table");
    sample(directory, "iceberg-overwrite", ICEBERG, "overwrite", 109);
    sample(directory, "delta-overwrite", DELTA, "overwrite", 113);
    sample(directory, "delta-made", "default.made", "error", 127, "--set", "table.format=delta");
    keep(spark, directory, ICEBERG, "iceberg-overwritten");
    keep(spark, directory, DELTA, "delta-overwritten");
    keep(spark, directory, "default.made", "delta-made-table");
    spark
        .sql("DESCRIBE HISTORY " + DELTA)
        .selectExpr("CAST(version AS STRING) version", "userMetadata")
        .write()
        .parquet(directory + "/delta-history");
    LakeRun.run(
        List.of(
            "likelihood",
            "--model",
            directory.resolve("out-" + LakeTables.LIVE).toString(),
            "--output",
            directory.resolve("out-densities").toString(),
            "--input",
            directory.resolve(LakeTables.LIVE).toString(),
            "--columns",
            "id",
            "--set",
            "likelihood.table=lake.db.densities"));
    keep(spark, directory, "lake.db.densities", "densities-table");
  }

  /** The catalogue of Delta Lake's tables is in this process's memory. */
  private static void delta(SparkSession spark, Path directory) {
    spark.sql(
        "CREATE TABLE %s (sample_id BIGINT, id INT, a DOUBLE, b DOUBLE, note STRING) USING delta LOCATION '%s/delta-drawn'"
            .formatted(DELTA, directory));
  }

  /** Tables are kept as plain Parquet for a process without the formats' jars. */
  private static void keep(SparkSession spark, Path directory, String table, String name) {
    spark.table(table).write().parquet(directory.resolve(name).toString());
  }

  private static void sample(
      Path directory, String name, String table, String mode, int count, String... further) {
    List<String> line = new ArrayList<>(List.of("sample", "--count", Integer.toString(count)));
    line.addAll(List.of("--model", directory.resolve("out-" + LakeTables.LIVE).toString()));
    line.addAll(List.of("--output", directory.resolve("out-" + name).toString()));
    line.addAll(List.of("--set", "sample.table=" + table, "--set", "table.mode=" + mode));
    line.addAll(List.of(further));
    LakeRun.run(line);
  }

  /** Ends this process, as a SIGKILL would, at the log line that begins so. */
  private static void dieAt(String line) {
    Logging.configure(false); // as the program would do later
    Configuration configuration = LoggerContext.getContext(false).getConfiguration();
    AbstractAppender appender =
        new AbstractAppender("death", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            if (event.getMessage().getFormattedMessage().startsWith(line)) {
              Runtime.getRuntime().halt(KILLED);
            }
          }
        };
    appender.start();
    configuration
        .getLoggerConfig(TableCommit.class.getName())
        .addAppender(appender, Level.INFO, null);
  }
}
