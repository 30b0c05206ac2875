package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.config.Json;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of a catalogue and the rows of a query are read as files of the same rows are. */
class CatalogueInputTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private static Path folder;

  @BeforeAll
  static void makeTables() {
    SPARK.sql("CREATE DATABASE census LOCATION '%s'".formatted(folder.resolve("census")));
    SPARK.sql(
        "CREATE TABLE census.people USING parquet AS SELECT /*+ REPARTITION(3) */"
            + " CAST(id AS INT) AS id, 100 + 3 * sin(id) AS a, exp(cos(0.7 * id)) AS `b-2`"
            + " FROM range(0, 1201, 1, 3)");
    SPARK.sql("CREATE VIEW census.moved AS SELECT /*+ REPARTITION(7) */ * FROM census.people");
    SPARK.table("census.people").coalesce(1).write().parquet(path("files"));
    train("of-files", "data.input=" + path("files"));
  }

  @AfterAll
  static void dropTables() {
    SPARK.sql("DROP DATABASE census CASCADE");
  }

  @Test
  void trainsTheModelThatFilesOfTheRowsTrain() throws IOException {
    train("of-table", "data.input=table:census.people");
    train("of-query", "data.query=select id, a, `b-2` from census.moved where id >= 0");
    train("of-view", "data.input=table:`census`.moved");
    String expected = record("of-files").path("parameters-sha256").asText();
    assertThat(expected).hasSize(64);
    assertThat(record("of-table").path("parameters-sha256").asText()).isEqualTo(expected);
    assertThat(record("of-view").path("parameters-sha256").asText()).isEqualTo(expected);
    assertThat(record("of-query").path("parameters-sha256").asText()).isEqualTo(expected);
    assertThat(record("of-table").path("data.table").asText()).isEqualTo("`census`.`people`");
    assertThat(record("of-table").path("data.table-format").asText()).isEqualTo("parquet");
    assertThat(record("of-view").path("data.table-format").asText()).isEqualTo("view");
    assertThat(record("of-query").path("data.query").asText()).startsWith("select id, a, `b-2`");
  }

  @Test
  void rowsComeInOneOrderHoweverTheTableLies() throws IOException {
    likelihood("by-table", "table:census.people");
    likelihood("by-view", "table:census.moved");
    likelihood("by-query", "query:select * from census.moved order by a");
    List<Row> rows = rows("by-table");
    assertThat(rows).hasSize(1201);
    assertThat(rows.stream().map(row -> row.getInt(0)).toList()).isSorted();
    assertThat(rows("by-view")).isEqualTo(rows);
    assertThat(rows("by-query")).isEqualTo(rows);
  }

  @Test
  void aQueryThatWritesIsNotRun() {
    StringWriter err = new StringWriter();
    int code =
        NcsnCommand.commandLine()
            .setErr(new PrintWriter(err))
            .execute(
                line(
                        "writing",
                        "data.query=with x as (select 1, 2D, 3D) insert into census.people select * from x")
                    .toArray(String[]::new));
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("found a statement that does more than read");
    assertThat(SPARK.table("census.people").count()).isEqualTo(1201);
  }

  private static void train(String name, String input) {
    run(line(name, input));
  }

  private static List<String> line(String name, String input) {
    List<String> line = new ArrayList<>(List.of("train", "--output", path(name)));
    for (String setting :
        List.of(
            input,
            "network.hidden=7",
            "train.max-rounds=2",
            "train.averaging-frequency=3",
            "train.max-seconds=none")) {
      line.addAll(List.of("--set", setting));
    }
    return line;
  }

  private static void likelihood(String name, String input) {
    run(
        List.of(
            "likelihood",
            "--model",
            path("of-files"),
            "--output",
            path(name),
            "--input",
            input,
            "--columns",
            "id"));
  }

  private static void run(List<String> line) {
    StringWriter err = new StringWriter();
    int code =
        NcsnCommand.commandLine().setErr(new PrintWriter(err)).execute(line.toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
  }

  /** Returns the rows; those of a file stand in the table's order, and so do the files. */
  private static List<Row> rows(String name) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(path(name), "likelihood"))) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .map(file -> SPARK.read().parquet(file.toString()).coalesce(1).collectAsList())
          .sorted(Comparator.comparing(some -> some.get(0).getInt(0)))
          .flatMap(List::stream)
          .toList();
    }
  }

  private static JsonNode record(String name) throws IOException {
    return Json.MAPPER.readTree(Files.readString(Path.of(path(name), "run.json")));
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }
}
