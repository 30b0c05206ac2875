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
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows go into plain tables of the session's catalogue, which remember little. */
class CatalogueOutputTest {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final int ROWS = 37;

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void database() {
    SPARK.sql("CREATE DATABASE drawn LOCATION '%s'".formatted(folder.resolve("drawn")));
    TinyModel.write(folder.resolve("model"));
  }

  @AfterEach
  void drop() {
    SPARK.sql("DROP DATABASE drawn CASCADE");
  }

  @Test
  void aTableIsMadeOnceWithTheRows() throws IOException {
    assertThat(sample("a", "drawn.made", "error")).as(err.toString()).isZero();
    assertHolds("drawn.made", "a");
    assertThat(record("a").path("table.done").asBoolean(false)).isTrue();
    assertThat(record("a").path("table.name").asText()).isEqualTo("`spark_catalog`.`drawn`.`made`");
    assertThat(record("a").path("table.format").asText()).isEqualTo("parquet");

    forgetTheEnd("a");
    rewindCommit("a");
    assertThat(sample("a", "drawn.made", "error")).as(err.toString()).isZero();
    assertHolds("drawn.made", "a");
    assertThat(sample("b", "drawn.made", "error")).isEqualTo(1);
  }

  @Test
  void rowsAreAppendedByTheNamesOfTheirColumns() throws IOException {
    SPARK.sql(
        "CREATE TABLE drawn.kept (note STRING, A DOUBLE, sample_id DECIMAL(20, 0)) USING parquet");
    SPARK.sql("INSERT INTO drawn.kept VALUES ('old', 0.5, 1)");
    assertThat(sample("a", "drawn.kept", "append")).as(err.toString()).isZero();
    assertHolds("(SELECT * FROM drawn.kept WHERE note IS NULL)", "a");
    assertThat(SPARK.table("drawn.kept").count()).isEqualTo(ROWS + 1);

    forgetTheEnd("a");
    assertThat(sample("a", "drawn.kept", "append")).as(err.toString()).isZero();
    assertThat(SPARK.table("drawn.kept").count()).isEqualTo(ROWS + 1);
  }

  @Test
  void aStopInTheMiddleIsNotGuessedAbout() throws IOException {
    SPARK.sql("CREATE TABLE drawn.kept (sample_id BIGINT, a DOUBLE) USING parquet");
    assertThat(sample("a", "drawn.kept", "append")).as(err.toString()).isZero();
    forgetTheEnd("a");
    rewindCommit("a");
    assertThat(sample("a", "drawn.kept", "append")).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "Cannot tell whether sample.table 'drawn.kept' has the rows already: the run before was stopped while it wrote them, and a table of format parquet does not remember it; look, then set sample.table = none if they are there, or take out those that are there and delete "
                + folder.resolve("a/samples/_waves/table.json"));
    assertThat(SPARK.table("drawn.kept").count()).isEqualTo(ROWS);
    assertThat(sample("a", "none", "append")).as(err.toString()).isZero();
  }

  @Test
  void rowsAreReplaced() throws IOException {
    SPARK.sql("CREATE TABLE drawn.kept USING parquet AS SELECT 1L AS sample_id, 7D AS a");
    assertThat(sample("a", "drawn.kept", "overwrite")).as(err.toString()).isZero();
    assertHolds("drawn.kept", "a");
    forgetTheEnd("a");
    rewindCommit("a");
    assertThat(sample("a", "drawn.kept", "overwrite")).as(err.toString()).isZero();
    assertHolds("drawn.kept", "a");
  }

  @Test
  void nothingGoesIntoTheTableIfAGateIsMissed() throws IOException {
    Path table = folder.resolve("t.csv");
    Files.writeString(table, "a,b\n1,4\n2,3\n3,1\n5,2\n8,7\n");
    List<String> line = BadInput.train(table, "data.holdout=0", "sample.count=5");
    line.set(0, "pipeline");
    line.addAll(List.of("--output", path("p"), "--set", "sample.table=drawn.gated"));
    List<String> gated = new ArrayList<>(line);
    gated.addAll(List.of("--set", "require.one-nn-accuracy=< 0"));
    assertThat(run(gated)).as(err.toString()).isEqualTo(4);
    assertThat(record("p").path("table.done").asBoolean(true)).isFalse();
    assertThat(SPARK.catalog().tableExists("drawn.gated")).isFalse();
    assertThat(run(line)).as(err.toString()).isZero();
    assertHolds("drawn.gated", "p");
  }

  /** As after a stop between the commit and the end of the command. */
  private void forgetTheEnd(String output) throws IOException {
    Files.delete(folder.resolve(output).resolve("run.json"));
  }

  /** As after a stop within the commit. */
  private void rewindCommit(String output) throws IOException {
    Path file = folder.resolve(output).resolve("samples/_waves/table.json");
    String text = Files.readString(file);
    assertThat(text).contains("\"DONE\"");
    Files.writeString(file, text.replace("\"DONE\"", "\"BEGUN\""));
  }

  private void assertHolds(String table, String output) {
    Dataset<Row> samples = SPARK.read().parquet(path(output) + "/samples").sort("sample_id");
    String columns =
        String.join(", ", samples.columns()).replaceFirst("sample_id", "CAST(sample_id AS BIGINT)");
    Dataset<Row> found = SPARK.sql("SELECT " + columns + " FROM " + table + " ORDER BY sample_id");
    assertThat(found.collectAsList()).isNotEmpty().isEqualTo(samples.collectAsList());
  }

  private int sample(String output, String table, String mode) {
    List<String> line = new ArrayList<>(List.of("sample", "--model", path("model")));
    line.addAll(List.of("--output", path(output), "--count", Integer.toString(ROWS)));
    line.addAll(List.of("--set", "sample.table=" + table, "--set", "table.mode=" + mode));
    return run(line);
  }

  private int run(List<String> line) {
    return NcsnCommand.commandLine()
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute(line.toArray(String[]::new));
  }

  private JsonNode record(String output) throws IOException {
    return Json.MAPPER.readTree(Files.readString(folder.resolve(output).resolve("run.json")));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
