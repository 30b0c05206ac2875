package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.ml.NoiseConditionalScoreNetwork;
import io.ncsn.ml.NoiseConditionalScoreNetworkModel;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A model that Spark ML trained gives the commands' rows, and the commands give its rows. */
class SameRowsTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private static Path folder;
  private static NoiseConditionalScoreNetworkModel model;
  private static Dataset<Row> table;

  @BeforeAll
  static void fit() throws IOException {
    SPARK
        .range(0, 311, 1, 1)
        .selectExpr(
            "id",
            "if(id % 11 = 0, null, array('a', 'b', 'c')[cast(id % 3 as int)]) as text",
            "if(id % 7 = 0, null, round(sin(id) * 40, 2)) as number")
        .write()
        .parquet(place("table"));
    table = SPARK.read().parquet(place("table"));
    model =
        new NoiseConditionalScoreNetwork()
            .setInputCols(new String[] {"text", "number"})
            .setMaxRounds(2)
            .setSettings(
                Map.of(
                    "network.hidden", "[19]",
                    "data.nulls", "unknown",
                    "train.averaging-frequency", "5"))
            .fit(table);
    model.write().save(place("model"));
  }

  @Test
  void samples() {
    run("sample", "samples", "--count", "257", "--seed", "5");

    assertThat(model.sample(257, 5).orderBy("sample_id").collectAsList())
        .isEqualTo(written("samples/samples", "sample_id"));
  }

  @Test
  void rowsForTheRowsOfATable() {
    table.select("text").coalesce(1).write().parquet(place("given"));
    Dataset<Row> given = SPARK.read().parquet(place("given"));

    run("sample", "drawn", "--given", place("given"), "--seed", "5");

    List<Row> drawn = model.sample(given, 5).orderBy("sample_id").collectAsList();
    assertThat(drawn).hasSize(311).isEqualTo(written("drawn/samples", "sample_id"));
  }

  @Test
  void completedRows() {
    run("impute", "filled", "--input", place("table"), "--set", "sample.seed=5");

    assertThat(model.impute(table, 5).orderBy("id").collectAsList())
        .isEqualTo(written("filled/imputed", "id"));
  }

  @Test
  void densitiesButForLastBits() {
    run("likelihood", "densities", "--input", place("table"), "--columns", "id");

    List<Row> commands = written("densities/likelihood", "id");
    List<Row> ours = model.transform(table).orderBy("id").select("logDensity").collectAsList();
    assertThat(ours).hasSameSizeAs(commands);
    for (int i = 0; i < ours.size(); i++) {
      Double density = commands.get(i).getAs("log_density");
      if (i % 11 == 0 || i % 7 == 0) {
        assertThat(density).as("a cell of row %d is not known", i).isNull();
        assertThat(ours.get(i).isNullAt(0)).isTrue();
      } else {
        assertThat(ours.get(i).getDouble(0)).isCloseTo(density, within(1e-3));
      }
    }
  }

  private static void run(String command, String output, String... more) {
    List<String> line = new ArrayList<>(List.of(command, "--model", place("model")));
    line.addAll(List.of("--output", place(output)));
    line.addAll(List.of(more));
    StringWriter said = new StringWriter();
    CommandLine ncsn = NcsnCommand.commandLine();
    ncsn.setErr(new PrintWriter(said, true)).setOut(new PrintWriter(said));
    assertThat(ncsn.execute(line.toArray(String[]::new))).as(said.toString()).isZero();
  }

  private static List<Row> written(String name, String key) {
    return SPARK.read().parquet(place(name)).orderBy(key).collectAsList();
  }

  private static String place(String name) {
    return folder.resolve(name).toString();
  }
}
