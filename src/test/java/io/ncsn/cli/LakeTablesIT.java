package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.config.Json;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Deleted rows of Delta Lake and Iceberg tables stay deleted, by whatever name a table is read, and
 * rows come into such tables once, however often the program is killed. Newer versions are noticed.
 */
@Order(1)
class LakeTablesIT {
  /** Where the build puts the formats' jars. */
  private static final String JARS = Path.of("target", "lake").toAbsolutePath() + "/*";

  @TempDir private static Path directory;

  @BeforeAll
  static void trainOnEach() throws IOException, InterruptedException {
    run(0, LakeTables.class);
    run(0, LakeRun.class);
    for (int kills = 0; kills < 3; kills++) {
      run(LakeResults.KILLED, LakeResults.class, Integer.toString(kills));
    }
    run(0, LakeResults.class, "3");
    run(0, LakeNights.class);
  }

  private static void run(int code, Class<?> main, String... further)
      throws IOException, InterruptedException {
    ChildJvm.runWith(JARS, code, main, directory, further);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"delta-path", "delta-table", "delta-query", "iceberg-path", "iceberg-table"})
  void trainsTheModelOfTheLiveRows(String name) throws IOException {
    assertThat(record(name).path("parameters-sha256").asText())
        .hasSize(64)
        .isEqualTo(record(LakeTables.LIVE).path("parameters-sha256").asText());
  }

  @Test
  void recordsTheVersion() throws IOException {
    assertThat(record("delta-path").path("data.table-format").asText()).isEqualTo("delta");
    assertThat(record("delta-table").path("data.table-version").asText()).isEqualTo("3");
    assertThat(record("iceberg-path").path("data.table-version").asText())
        .matches("\\d{10,}")
        .isEqualTo(record("iceberg-table").path("data.table-version").asText());
  }

  @Test
  void readsAnEarlierVersion() throws IOException {
    JsonNode first = record("delta-first");
    assertThat(first.path("data.rows").asLong() + first.path("data.holdout-rows").asLong())
        .isEqualTo(1301);
  }

  @Test
  void givesADensityToEachLiveRow() {
    List<Row> live =
        LocalSpark.session()
            .read()
            .parquet(directory + "/" + LakeTables.LIVE)
            .select("id")
            .sort("id")
            .collectAsList();
    assertThat(live).hasSize(865).isEqualTo(ids("likelihood")); // 1009 ids but the 144 of 3 mod 7
    assertThat(live).isEqualTo(ids("likelihood-live"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iceberg", "delta"})
  void appendsOnceAlthoughKilled(String format) {
    List<Row> all = rows(format + "-appended", "sample_id, id, a, b, note IS NULL");
    List<Row> expected =
        LocalSpark.session()
            .sql(
                "SELECT sample_id, id, a, b, TRUE FROM parquet.`%s/out-%s-append/samples` UNION ALL SELECT sample_id, id, a, b, FALSE FROM (%s) ORDER BY sample_id, 5"
                    .formatted(directory, format, LakeResults.OLD))
            .collectAsList();
    assertThat(expected).hasSize(format.equals("iceberg") ? 102 : 104);
    assertThat(all).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iceberg", "delta"})
  void replacesAllRowsAndMakesTables(String format) {
    assertThat(rows(format + "-overwritten", "*"))
        .hasSize(format.equals("iceberg") ? 109 : 113)
        .allMatch(row -> row.isNullAt(4));
    assertThat(rows(format + "-overwritten", "sample_id, id, a, b"))
        .isEqualTo(rows("out-" + format + "-overwrite/samples", "*"));
    assertThat(rows(format + "-made-table", "*"))
        .hasSize(format.equals("iceberg") ? 107 : 127)
        .isEqualTo(rows("out-" + format + "-made/samples", "*"));
  }

  @Test
  void recordsTheCommit() throws IOException {
    JsonNode record = record("delta-append");
    assertThat(record.path("table.format").asText()).isEqualTo("delta");
    List<Row> committed =
        LocalSpark.session()
            .read()
            .parquet(directory + "/delta-history")
            .where("userMetadata = '%s'".formatted(record.path("table.commit").asText()))
            .collectAsList();
    assertThat(committed).hasSize(1);
    assertThat(record.path("table.version").asText()).isEqualTo(committed.get(0).getString(0));
    assertThat(record("iceberg-append").path("table.version").asText()).matches("\\d{10,}");
    assertThat(record("iceberg-append").path("table.format").asText()).isEqualTo("iceberg");
  }

  @ParameterizedTest
  @CsvSource({"delta, default, 0, 2, 3", "iceberg, lake.db, \\d+, \\d+, \\d+"})
  void aNewerVersionIsNoticed(String format, String place, String v0, String v2, String v3)
      throws IOException {
    String name = "`" + place.replace(".", "`.`") + "`.`nights`";
    String table = place + ".nights@";
    assertThat(said(format + " first")).isEqualTo("0 ");
    assertThat(said(format + " again")).isEqualTo("0 ");
    assertThat(said(format + " kept")).as("nothing was done").isEqualTo("true");
    assertThat(said(format + " newer"))
        .startsWith("1 ncsn: Cannot take output '")
        .contains("has changed since (the version of data.input); add --overwrite");
    assertThat(record(directory.resolve("night-" + format + "-2026-03-07")).path("data.table"))
        .hasToString('"' + name + '"');
    assertThat(said(format + " resumed")).as("the rows are the same").isEqualTo("0 ");
    assertThat(said(format + " other"))
        .startsWith("1 ncsn: Cannot resume training in ")
        .matches(
            ".*the table's rows are others \\(%s%s was read then, %1$s%s now\\); .*"
                .formatted(Pattern.quote(table), v2, v3));
    assertThat(provenance("night-" + format + "-2026-03-07")).matches(Pattern.quote(table) + v0);
  }

  private static String said(String what) throws IOException {
    return Files.readAllLines(directory.resolve(LakeNights.SAID)).stream()
        .filter(line -> line.startsWith(what + ": "))
        .map(line -> line.substring(what.length() + 2))
        .findFirst()
        .orElseThrow();
  }

  private static String provenance(String output) throws IOException {
    Path manifest = directory.resolve(output).resolve("model/model.json");
    JsonNode model = Json.MAPPER.readTree(Files.readString(manifest)).path("model");
    return model.path("provenance").path("data.table").asText();
  }

  @Test
  void densitiesGoIntoATableToo() {
    assertThat(densities("densities-table"))
        .hasSize(865)
        .isEqualTo(densities("out-densities/likelihood"));
  }

  private static List<Row> densities(String name) {
    return LocalSpark.session()
        .sql("SELECT * FROM parquet.`%s/%s` ORDER BY id, log_density".formatted(directory, name))
        .collectAsList();
  }

  private static List<Row> rows(String name, String columns) {
    return LocalSpark.session()
        .sql(
            "SELECT %s FROM parquet.`%s/%s` ORDER BY sample_id, id, a"
                .formatted(columns, directory, name))
        .collectAsList();
  }

  private static List<Row> ids(String name) {
    return LocalSpark.session()
        .read()
        .parquet(directory + "/out-" + name + "/likelihood")
        .select("id")
        .sort("id")
        .collectAsList();
  }

  private static JsonNode record(String name) throws IOException {
    return record(directory.resolve("out-" + name));
  }

  private static JsonNode record(Path output) throws IOException {
    return Json.MAPPER.readTree(Files.readString(output.resolve("run.json")));
  }
}
