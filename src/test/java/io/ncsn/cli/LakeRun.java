package io.ncsn.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Trains on tables of Delta Lake and Iceberg by every name that they have. It runs in a process of
 * its own, with the jars of both formats, which the program does without.
 */
final class LakeRun {
  private LakeRun() {}

  /**
   * Runs everything.
   *
   * @param arguments the directory of tables and outputs
   */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    SerialFilter.install(); // as the program's own process does
    SparkSession spark = session(directory);
    train(directory, LakeTables.LIVE, directory.resolve(LakeTables.LIVE).toString());
    train(directory, "delta-path", directory.resolve("delta").toString());
    train(directory, "delta-table", "table:spark_catalog.default.people");
    train(directory, "delta-first", "table:default.people@1");
    train(directory, "delta-query", "query:select * from default.people");
    train(directory, "iceberg-path", directory.resolve("iceberg/db/people").toString());
    train(directory, "iceberg-table", "table:lake.db.people");
    likelihood(directory, "likelihood", directory.resolve("delta").toString());
    likelihood(directory, "likelihood-live", directory.resolve(LakeTables.LIVE).toString());
    spark.stop();
  }

  private static SparkSession session(Path directory) {
    SparkSession spark =
        LakeTables.session(directory)
            .config("spark.sql.catalog.default_iceberg", "org.apache.iceberg.spark.SparkCatalog")
            .config("spark.sql.catalog.default_iceberg.type", "hadoop")
            .config("spark.sql.catalog.default_iceberg.warehouse", directory + "/iceberg")
            .getOrCreate();
    spark.sql("CREATE TABLE default.people USING delta LOCATION '%s/delta'".formatted(directory));
    return spark;
  }

  private static void train(Path directory, String name, String input) {
    run(
        List.of(
            "train",
            "--output",
            directory.resolve("out-" + name).toString(),
            "--set",
            "data.input=" + input,
            "--set",
            "network.hidden=7",
            "--set",
            "train.max-rounds=2",
            "--set",
            "train.averaging-frequency=3",
            "--set",
            "train.max-seconds=none"));
  }

  private static void likelihood(Path directory, String name, String input) {
    run(
        List.of(
            "likelihood",
            "--model",
            directory.resolve("out-" + LakeTables.LIVE).toString(),
            "--output",
            directory.resolve("out-" + name).toString(),
            "--input",
            input,
            "--columns",
            "id"));
  }

  /** Runs a command line, and ends the process if it fails. */
  static void run(List<String> line) {
    int code = NcsnCommand.commandLine().execute(new ArrayList<>(line).toArray(String[]::new));
    System.out.println(code + " " + line);
    if (code != 0) {
      System.exit(code);
    }
  }
}
