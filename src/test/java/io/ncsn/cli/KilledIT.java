package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Column;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.job.ShortTraining;
import io.ncsn.job.TrainedModel;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.settings.Settings;
import io.ncsn.testing.LocalSpark;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills the program (SIGKILL) between and within waves and starts it again: what it leaves at the
 * end equals, row for row and bit for bit, what is written on two cores when nobody kills it.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class KilledIT {
  private static final String FEW_STEPS = "sample.steps=5";

  @TempDir private java.nio.file.Path folder;

  @BeforeEach
  void model() {
    NetworkSpec spec = new NetworkSpec(2, List.of(8), Form.EDM);
    ModelDescription model =
        new ModelDescription(
            spec,
            NoiseSchedule.of(ScheduleKind.GEOMETRIC, 3, 0.05, 40),
            new TableSchema(
                Layout.COLUMNS, "", List.of(new Column("x", "double"), new Column("y", "double"))),
            new Scaler(new double[] {100, 3}, new double[] {10, 2}),
            ColumnRanges.standard(new float[2], new float[2]),
            Map.of());
    float[] parameters = new float[spec.parameters()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) Math.sin(i) / 4;
    }
    ModelDirectory.at(folder.resolve("model").toString(), new Configuration())
        .publish(
            new Checkpoint(
                model,
                TrainingState.initial("hash"),
                Map.of(
                    Checkpoint.PARAMETERS, parameters,
                    Checkpoint.EMA, parameters,
                    Checkpoint.UPDATER, new float[2 * parameters.length])));
  }

  @Test
  void logDensities() throws Exception {
    String tolerance = "likelihood.tolerance=1e-3";
    Settings settings = ShortTraining.settings("data.input=" + table(30_000), tolerance).settings();
    model(settings)
        .densities(settings.likelihood())
        .write(settings.data(), List.of("id"), path("undisturbed/likelihood"), pace(settings));
    assertSurvives("likelihood", List.of("Wave 2:"), onTable("likelihood", "--set", tolerance));
  }

  @Test
  void scores() throws Exception {
    Settings settings = ShortTraining.settings("data.input=" + table(60_000)).settings();
    model(settings)
        .scores(settings.score())
        .write(settings.data(), List.of("id"), path("undisturbed/score"), pace(settings));
    assertSurvives("score", List.of("Wave 1:"), onTable("score"));
  }

  @Test
  void mixedRows() throws Exception {
    Settings settings = ShortTraining.settings("sample.count=8011", FEW_STEPS).settings();
    mixed(settings).sampler(settings.sample()).write(path("undisturbed/samples"), pace(settings));
    assertSurvives(
        "samples",
        List.of("Wave 1:"),
        List.of("sample", "--model", path("mixed"), "--count", "8011", "--set", FEW_STEPS));
  }

  @Test
  void rowsGivenTheRowsOfATable() throws Exception {
    Settings settings =
        ShortTraining.settings("data.input=" + people(30_000), FEW_STEPS).settings();
    mixed(settings)
        .givenSampler(settings.impute(), settings.sample())
        .write(settings.data(), path("undisturbed/samples"), pace(settings));
    assertSurvives(
        "samples",
        List.of("Wave 1:"),
        List.of("sample", "--model", path("mixed"), "--given", path("people"), "--set", FEW_STEPS));
  }

  @Test
  void completedRows() throws Exception {
    Settings settings =
        ShortTraining.settings("data.input=" + people(30_000), FEW_STEPS).settings();
    mixed(settings)
        .imputer(settings.impute(), settings.sample())
        .write(settings.data(), new WaveTarget(path("undisturbed/imputed"), pace(settings)));
    assertSurvives(
        "imputed",
        List.of("Wave 1:"),
        List.of("impute", "--model", path("mixed"), "--input", path("people"), "--set", FEW_STEPS));
  }

  private TrainedModel mixed(Settings settings) {
    TinyMixedModel.write(folder.resolve("mixed"), true);
    return TrainedModel.open(LocalSpark.session(), path("mixed"), settings.network());
  }

  /** Rows of the mixed model's columns, with empty cells. */
  private String people(int rows) {
    LocalSpark.session()
        .range(0, rows, 1, 3)
        .selectExpr(
            "id",
            "if(id % 3 = 0, null, 17 + int(id) % 74) as age",
            "if(id % 5 < 2, null, if(id % 7 = 0, '>50K', '<=50K')) as income")
        .write()
        .parquet(path("people"));
    return path("people");
  }

  private TrainedModel model(Settings settings) {
    return TrainedModel.open(LocalSpark.session(), path("model"), settings.network());
  }

  private static WavePace pace(Settings settings) {
    return new WavePace(settings.waves().seconds());
  }

  private String table(int rows) {
    LocalSpark.session()
        .range(0, rows, 1, 3)
        .selectExpr("id", "80d + id % 40 as x", "-4d + id / 7000d as y")
        .write()
        .parquet(path("table"));
    return path("table");
  }

  private List<String> onTable(String command, String... further) {
    List<String> all =
        List.of(command, "--model", path("model"), "--input", path("table"), "--columns", "id");
    return with(all, further);
  }

  /** Kills the command at each of the waves, then lets it end. */
  private void assertSurvives(String rows, List<String> kills, List<String> command)
      throws Exception {
    List<String> inWaves = with(command, "--output", path("killed"), "--set", "waves.seconds=0");
    for (String wave : kills) {
      kill(inWaves, wave);
      assertThat(folder.resolve("killed/run.json")).doesNotExist();
      assertThat(folder.resolve("killed").resolve(rows).resolve("_SUCCESS")).doesNotExist();
      Dataset<Row> seen = read("killed", rows);
      assertThat(seen.count()).isPositive().isEqualTo(seen.distinct().count());
    }
    assertThat(run(inWaves)).anyMatch(line -> line.contains("Going on with"));
    assertThat(folder.resolve("killed/run.json")).exists();
    assertThat(folder.resolve("killed").resolve(rows).resolve("_SUCCESS")).exists();
    assertThat(read("killed", rows).collectAsList())
        .isEqualTo(read("undisturbed", rows).collectAsList());
  }

  private Dataset<Row> read(String output, String rows) {
    Dataset<Row> all = LocalSpark.session().read().parquet(path(output + "/" + rows));
    return all.orderBy(all.columns()[0]);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static List<String> with(List<String> command, String... further) {
    return Stream.concat(command.stream(), Stream.of(further)).toList();
  }

  private static void kill(List<String> command, String at) throws Exception {
    Process process = ChildJvm.start(Main.class, command.toArray(String[]::new));
    try (BufferedReader lines = reader(process)) {
      List<String> read = ChildJvm.readUntil(lines, line -> line.contains(at));
      assertThat(read.get(read.size() - 1)).as(String.join("\n", read)).contains(at);
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).isEqualTo(128 + 9);
  }

  private static List<String> run(List<String> command) throws Exception {
    Process process = ChildJvm.start(Main.class, command.toArray(String[]::new));
    try (BufferedReader lines = reader(process)) {
      List<String> read = ChildJvm.readUntil(lines, line -> false);
      assertThat(process.waitFor()).as(String.join("\n", read)).isZero();
      return read;
    }
  }

  private static BufferedReader reader(Process process) throws IOException {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
