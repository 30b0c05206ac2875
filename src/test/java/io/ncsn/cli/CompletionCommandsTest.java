package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code impute} and {@code sample --given} write, of a text file and an untrained model. */
class CompletionCommandsTest {
  @TempDir Path folder;
  private String model;

  @BeforeEach
  void writeModel() {
    LocalSpark.session();
    model = TinyMixedModel.write(folder.resolve("model"), true).toString();
  }

  @Test
  void imputeFillsTextFilesWithText() throws IOException {
    run("impute", "--input", table("note,age,income,id", "x,25,,1", "y,,>50K,", "z,101,<=50K,3"));

    Dataset<Row> filled = read("imputed");
    assertThat(filled.columns()).containsExactly("note", "age", "income", "id");
    List<Row> rows = filled.orderBy("note").collectAsList();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).getString(1)).isEqualTo("25");
    assertThat(rows.get(0).getString(2)).isIn("<=50K", ">50K");
    assertThat(rows.get(1).getString(1)).isIn("17", "40", "90");
    assertThat(rows.get(1).isNullAt(3)).as("ids are not made up").isTrue();
    assertThat(rows.get(2).getString(1)).as("a number beyond the range stays").isEqualTo("101");
    assertThat(folder.resolve("out/imputed/_SUCCESS")).exists();
    assertThat(Files.readString(folder.resolve("out/run.json"))).contains("\"impute.rows\" : 3");
  }

  @Test
  void sampleGivenDrawsRowsInTheModelsTypes() throws IOException {
    run("sample", "--given", table("note,income", "x,>50K", "y,"), "--draws", "3", "--seed", "5");

    Dataset<Row> samples = read("samples");
    assertThat(samples.schema().simpleString())
        .isEqualTo(
            "struct<sample_id:bigint,given_row:bigint,age:int,income:string,id:bigint,note:string>");
    assertThat(samples.count()).isEqualTo(6);
    assertThat(samples.filter("note = 'x' and income = '>50K' and given_row = 0").count())
        .isEqualTo(3);
    assertThat(samples.filter("age in (17, 40, 90) and income is not null").count()).isEqualTo(6);
  }

  /** Where the processor has no products in bfloat16, the network computes in float32. */
  @Test
  void rowsOfATableAreDrawnAndCompletedInBfloat16() throws IOException {
    String table = table("age,income,id", "25,,1", ",>50K,2");
    String half = "sample.precision=bfloat16";

    run("impute", "--input", table, "--set", half);
    assertThat(read("imputed").filter("id = 2 and income = '>50K' and age is not null").count())
        .isEqualTo(1);
    assertThat(Files.readString(folder.resolve("out/run.json"))).contains("bfloat16-pass");

    run("sample", "--given", table, "--set", half, "--overwrite");
    assertThat(read("samples").filter("given_row = 0 and age = 25").count()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("out/run.json"))).contains("bfloat16-pass");
  }

  /** Such a model has "?" and NA for empty cells; another list in the command's settings wins. */
  @Test
  void aModelRemembersHowItsTextTableIsRead() throws IOException {
    model =
        TinyMixedModel.trainedWith(
                folder.resolve("remembering"),
                Map.of(
                    "setting.data.null-values", "[\"?\",NA]",
                    "setting.data.timestamp-format", "dd/MM/yyyy"))
            .toString();
    String table = table("day,age,income,id", "17/05/2024,NA,>50K,1", "07/05/2024,25, ? ,2");

    run("impute", "--input", table);

    List<Row> rows = read("imputed").orderBy("id").collectAsList();
    assertThat(rows.get(0).getString(1)).isIn("17", "40", "90");
    assertThat(rows.get(1).getString(2)).isIn("<=50K", ">50K");
    JsonNode record = new ObjectMapper().readTree(folder.resolve("out/run.json").toFile());
    assertThat(record.at("/settings/data.null-values/origin").asText()).isEqualTo("the model");
    for (String command : List.of("likelihood", "score")) {
      assertThat(execute(command, "--input", table)).as(command).isZero();
    }
    assertThat(execute("sample", "--given", table)).isZero();
    assertThat(execute("impute", "--input", table, "--set", "data.null-values=[none]"))
        .as("NA is a number no more")
        .isEqualTo(2);
  }

  private int execute(String command, String... arguments) {
    return NcsnCommand.commandLine()
        .execute(
            Stream.concat(
                    Stream.of(
                        command,
                        "--model",
                        model,
                        "--output",
                        folder.resolve(command + arguments.length).toString()),
                    Stream.of(arguments))
                .toArray(String[]::new));
  }

  private String table(String... lines) throws IOException {
    return Files.write(folder.resolve("table.csv"), List.of(lines)).toString();
  }

  private void run(String command, String... arguments) {
    String[] line =
        Stream.concat(
                Stream.of(command, "--model", model, "--output", folder.resolve("out").toString()),
                Stream.of(arguments))
            .toArray(String[]::new);
    assertThat(NcsnCommand.commandLine().execute(line)).isZero();
  }

  private Dataset<Row> read(String name) {
    return LocalSpark.session().read().parquet(folder.resolve("out").resolve(name).toString());
  }
}
