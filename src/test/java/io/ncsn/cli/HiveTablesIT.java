package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.config.Json;
import io.ncsn.submit.Distribution;
import io.ncsn.testing.LocalSpark;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables of a metastore of Hive on Derby are read as files of the same rows are, and get rows as
 * docs/sources.md says, with the jars of PySpark's Spark: Maven Central lacks this version's part
 * for Hive.
 */
@Needs(value = Tool.PYSPARK, toTest = "tables of Hive")
class HiveTablesIT {
  @TempDir private static Path directory;

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    String jars = Distribution.home() + "/jars/*";
    ChildJvm.runWith(jars, 0, HiveTables.class, directory);
    ChildJvm.runWith(jars, 0, HiveRun.class, directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parted", "text", "orc", "query"})
  void trainsTheModelThatFilesOfTheRowsTrain(String name) throws IOException {
    assertThat(said(name)).isEqualTo("0 ");
    assertThat(record(name).path("parameters-sha256").asText())
        .hasSize(64)
        .isEqualTo(record(HiveTables.LIVE).path("parameters-sha256").asText());
  }

  @Test
  void recordsWhatWasRead() throws IOException {
    assertThat(record("text").path("data.table").asText())
        .isEqualTo("`spark_catalog`.`census`.`text`");
    assertThat(record("text").path("data.table-format").asText()).isEqualTo("hive");
    assertThat(record("text").has("data.table-version")).isFalse();
    assertThat(record("query").path("data.query").asText())
        .isEqualTo("select * from census.text where id >= 0");
  }

  @Test
  void appends() throws IOException {
    assertThat(said("append")).isEqualTo("0 ");
    assertThat(rows("appended", "sample_id >= 0")).isEqualTo(samples("append"));
    assertThat(rows("appended", "true")).hasSize(HiveRun.COUNT + 1);
    assertThat(record("append").path("table.format").asText()).isEqualTo("hive");
    assertThat(said("parts")).isEqualTo("0 ");
    assertThat(rows("appended-parts", "sample_id >= 0")).isEqualTo(samples("parts"));
    assertThat(rows("appended-parts", "true")).hasSize(HiveRun.COUNT + 1);
  }

  @Test
  void aTableOfPartitionsIsNotOverwrittenInPart() throws IOException {
    assertThat(said("parts-over"))
        .isEqualTo(
            "1 ncsn: Cannot write to sample.table 'census.drawn_parts': it is a table of Hive with partitions, of which overwriting replaces only those that get rows; empty it by TRUNCATE TABLE and set table.mode to append, or name another");
  }

  @Test
  void anAppendThatWasStoppedIsNotGuessedAbout() throws IOException {
    assertThat(said("torn"))
        .startsWith(
            "1 ncsn: Cannot tell whether sample.table 'census.torn' has the rows already: the run before was stopped while it wrote them, and a table of format hive does not remember it;");
    assertThat(rows("torn-table", "true")).hasSize(HiveRun.COUNT + 1);
  }

  @Test
  void anOverwriteThatWasStoppedIsDoneAgain() throws IOException {
    assertThat(said("over")).isEqualTo("0 ");
    assertThat(rows("overwritten", "true")).isEqualTo(samples("over")).hasSize(HiveRun.COUNT);
  }

  @Test
  void makesATable() throws IOException {
    assertThat(said("made")).isEqualTo("0 ");
    assertThat(rows("made-table", "true")).isEqualTo(samples("made")).hasSize(HiveRun.COUNT);
  }

  private static List<Row> samples(String name) {
    return rows("out-" + name + "/samples", "true");
  }

  private static List<Row> rows(String name, String where) {
    return LocalSpark.session()
        .sql(
            "SELECT sample_id, id, a, b, part FROM parquet.`%s/%s` WHERE %s ORDER BY sample_id"
                .formatted(directory, name, where))
        .collectAsList();
  }

  private static String said(String name) throws IOException {
    return Files.readAllLines(directory.resolve(HiveRun.SAID)).stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .reduce((earlier, last) -> last)
        .orElseThrow();
  }

  private static JsonNode record(String name) throws IOException {
    return Json.MAPPER.readTree(Files.readString(directory.resolve("out-" + name + "/run.json")));
  }
}
