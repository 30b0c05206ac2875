package io.ncsn.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * Trains on tables of Delta Lake and Iceberg again after they have got newer versions, and keeps
 * what the program says. It runs in a process of its own, with the jars of both formats.
 */
final class LakeNights {
  /** The file of codes and messages, a line each. */
  static final String SAID = "nights.txt";

  private static final Map<String, String> TABLES =
      new TreeMap<>(Map.of("delta", "default.nights", "iceberg", "lake.db.nights"));
  private static final String ROW = "VALUES (CAST(7 AS INT), 7D, 7D)";

  private final SparkSession spark;
  private final Path directory;
  private final List<String> said = new ArrayList<>();

  private LakeNights(SparkSession spark, Path directory) {
    this.spark = spark;
    this.directory = directory;
  }

  /**
   * Runs everything.
   *
   * @param arguments the directory of tables and outputs
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    SerialFilter.install(); // as the program's own process does
    SparkSession spark = LakeTables.session(directory).getOrCreate();
    LakeNights nights = new LakeNights(spark, directory);
    for (Map.Entry<String, String> table : TABLES.entrySet()) {
      nights.of(table.getKey(), table.getValue());
    }
    Files.write(directory.resolve(SAID), nights.said);
    spark.stop();
  }

  private void of(String format, String table) throws IOException {
    spark.sql(
        "CREATE TABLE %s USING %s AS SELECT CAST(id AS INT) AS id, 3 * sin(id) AS a, exp(cos(0.7 * id)) AS b FROM range(0, 211)"
            .formatted(table, format));
    dated(format + " first", table);
    Path record = directory.resolve("night-" + format + "-2026-03-07/run.json");
    String before = Files.readString(record);
    dated(format + " again", table);
    said.add(format + " kept: " + Files.readString(record).equals(before));
    resumed(format + " begun", table, 1);
    // The rows are the same afterwards.
    spark.sql("INSERT INTO %s %s".formatted(table, ROW));
    spark.sql("DELETE FROM %s WHERE a = 7".formatted(table));
    dated(format + " newer", table);
    resumed(format + " resumed", table, 2);
    spark.sql("INSERT INTO %s %s".formatted(table, ROW));
    resumed(format + " other", table, 3);
  }

  private void dated(String what, String table) {
    List<String> line = line(table, 1);
    String format = what.split(" ", -1)[0];
    line.addAll(List.of("--output", directory.resolve("night-" + format + "-{date}").toString()));
    line.addAll(List.of("--as-of", "2026-03-07"));
    run(what, line);
  }

  private void resumed(String what, String table, int rounds) {
    List<String> line = line(table, rounds);
    String format = what.split(" ", -1)[0];
    line.addAll(List.of("--output", directory.resolve("resumed-" + format).toString()));
    run(what, line);
  }

  private static List<String> line(String table, int rounds) {
    List<String> line = new ArrayList<>(List.of("train"));
    for (String setting :
        List.of(
            "data.input=table:" + table,
            "network.hidden=7",
            "train.max-rounds=" + rounds,
            "train.averaging-frequency=3",
            "train.max-seconds=none")) {
      line.addAll(List.of("--set", setting));
    }
    return line;
  }

  private void run(String what, List<String> line) {
    StringWriter err = new StringWriter();
    int code =
        NcsnCommand.commandLine().setErr(new PrintWriter(err)).execute(line.toArray(String[]::new));
    said.add("%s: %d %s".formatted(what, code, err.toString().strip().replace("\n", " ")));
  }
}
