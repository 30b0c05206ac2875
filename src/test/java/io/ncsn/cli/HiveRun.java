package io.ncsn.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Reads tables of Hive and puts samples into them. It runs in a process of its own, with Spark's
 * part for Hive.
 */
final class HiveRun {
  /** The file of codes and messages, a line each. */
  static final String SAID = "hive.txt";

  static final int COUNT = 97;

  private final Path directory;

  private HiveRun(Path directory) {
    this.directory = directory;
  }

  /**
   * Runs everything.
   *
   * @param arguments the directory of tables and outputs
   */
  public static void main(String[] arguments) throws IOException {
    HiveRun run = new HiveRun(Path.of(arguments[0]));
    SerialFilter.install(); // as the program's own process does
    SparkSession spark = HiveTables.session(run.directory).getOrCreate();
    run.reads();
    run.sample("append", "census.drawn", "append");
    run.keep(spark, "census.drawn", "appended");
    run.sample("parts", "census.drawn_parts", "append");
    run.keep(spark, "census.drawn_parts", "appended-parts");
    run.sample("parts-over", "census.drawn_parts", "overwrite");
    run.sample("torn", "census.torn", "append");
    run.rewind("torn");
    run.sample("torn", "census.torn", "append");
    run.keep(spark, "census.torn", "torn-table");
    run.sample("over", "census.drawn", "overwrite");
    run.rewind("over");
    run.sample("over", "census.drawn", "overwrite");
    run.keep(spark, "census.drawn", "overwritten");
    run.sample("made", "census.made", "error");
    run.keep(spark, "census.made", "made-table");
    spark.stop();
  }

  private void reads() throws IOException {
    train(HiveTables.LIVE, directory.resolve(HiveTables.LIVE).toString());
    train("parted", "table:census.parted");
    train("text", "table:spark_catalog.census.text");
    train("orc", "table:`census`.orc");
    train("query", "query:select * from census.text where id >= 0");
  }

  private void train(String name, String input) throws IOException {
    List<String> line = new ArrayList<>(List.of("train"));
    for (String setting :
        List.of(
            "data.input=" + input,
            "network.hidden=7",
            "train.max-rounds=2",
            "train.averaging-frequency=3",
            "train.max-seconds=none")) {
      line.addAll(List.of("--set", setting));
    }
    run(name, line);
  }

  private void sample(String name, String table, String mode) throws IOException {
    List<String> line = new ArrayList<>(List.of("sample", "--count", Integer.toString(COUNT)));
    line.addAll(List.of("--model", directory.resolve("out-" + HiveTables.LIVE).toString()));
    line.addAll(List.of("--set", "sample.table=" + table, "--set", "table.mode=" + mode));
    run(name, line);
  }

  private void run(String name, List<String> line) throws IOException {
    line.addAll(List.of("--output", directory.resolve("out-" + name).toString()));
    StringWriter err = new StringWriter();
    int code =
        NcsnCommand.commandLine().setErr(new PrintWriter(err)).execute(line.toArray(String[]::new));
    String said = err.toString().strip().replace("\n", " ");
    Files.writeString(
        directory.resolve(SAID),
        "%s: %d %s%n".formatted(name, code, said),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Makes an output what it is after a stop within the commit. */
  private void rewind(String name) throws IOException {
    Path output = directory.resolve("out-" + name);
    Files.delete(output.resolve("run.json"));
    Path file = output.resolve("samples/_waves/table.json");
    Files.writeString(file, Files.readString(file).replace("\"DONE\"", "\"BEGUN\""));
  }

  /** Tables are kept as plain Parquet for a process without Spark's part for Hive. */
  private void keep(SparkSession spark, String table, String name) {
    spark.table(table).write().parquet(directory.resolve(name).toString());
  }
}
