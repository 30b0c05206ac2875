package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.Measure;
import io.ncsn.job.SampleEvaluation;
import io.ncsn.job.TrainedModel;
import io.ncsn.job.Training;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Requirement;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import io.ncsn.testing.LocalSpark;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that holds a table gets, by calls of the library, the rows that the commands write. */
class LibraryTest {
  private static final List<String> SETTINGS =
      List.of(
          "network.hidden=19,13",
          "train.max-seconds=none",
          "train.max-rounds=3",
          "train.averaging-frequency=7",
          "train.replicas=2",
          "sample.count=1201",
          "sample.sampler=ode-heun",
          "evaluate.rows=150",
          "evaluate.projections=8");

  @TempDir private static Path folder;
  private static final SparkSession SPARK = LocalSpark.session();
  private static Dataset<Row> table;
  private static TrainedModel model;

  @BeforeAll
  static void trainBothWays() {
    table =
        SPARK
            .range(0, 3001, 1, 3)
            .selectExpr(
                "cast(id as int) as id",
                "100 + 3 * sin(id) as a",
                "cast(id % 53 as float) as b",
                "exp(cos(0.7 * id)) as c");
    table.coalesce(1).write().parquet(path("table"));
    command("train", "--output", path("run"), "--set", "data.input=" + path("table"));
    // Another order of rows, and data.input is not set.
    model = Training.of(settings()).on(table.repartition(5), path("library")).model();
  }

  @Test
  void aDatasetTrainsTheModelThatItsFilesTrain() {
    assertThat(model.checkpoint().samplingParameters())
        .isEqualTo(
            TrainedModel.open(SPARK, path("run/model"), settings().settings().network())
                .checkpoint()
                .samplingParameters());
  }

  @Test
  void aDatasetOfSamplesHasTheRowsThatTheCommandWrites() {
    command("sample", "--model", path("run"), "--output", path("drawn"));

    Dataset<Row> rows = model.sampler(settings().settings().sample()).rows();

    assertThat(sorted(rows, "sample_id"))
        .isEqualTo(sorted(SPARK.read().parquet(path("drawn/samples")), "sample_id"))
        .hasSize(1201);
    assertThat(rows.schema().simpleString())
        .isEqualTo("struct<sample_id:bigint,id:int,a:double,b:float,c:double>");
  }

  @Test
  void aDatasetGetsTheDensitiesAndScoresThatTheCommandsWrite() {
    String[] ofTable = {"--model", path("run"), "--input", path("table"), "--columns", "id"};
    command("likelihood", with(ofTable, "--output", path("densities")));
    command("score", with(ofTable, "--output", path("scores")));

    assertThat(
            sorted(
                model.densities(settings().settings().likelihood()).rows(table, List.of("id")),
                "id"))
        .isEqualTo(sorted(SPARK.read().parquet(path("densities/likelihood")), "id"))
        .hasSize(3001);
    assertThat(sorted(model.scores(settings().settings().score()).rows(table, List.of("id")), "id"))
        .isEqualTo(sorted(SPARK.read().parquet(path("scores/score")), "id"))
        .hasSize(3001);
  }

  @Test
  void aDatasetOfSamplesIsMeasuredAgainstADataset() {
    Dataset<Row> samples = model.sampler(settings().settings().sample()).rows().cache();

    SampleEvaluation.Measured measured =
        new SampleEvaluation(SPARK, settings()).measure(samples, table, path("work-evaluate"));

    assertThat(measured.reference().rows()).isEqualTo(3001);
    assertThat(measured.result().metric(Measure.KS_MAX).value()).isBetween(0.0, 1.0);
  }

  private static List<Row> sorted(Dataset<Row> rows, String by) {
    return rows.orderBy(by).collectAsList();
  }

  private static EffectiveSettings settings() {
    return new SettingsReader(location -> "")
        .read(
            Optional.empty(),
            SETTINGS.stream().map(SettingOverride::parse).toList(),
            Set.of(Requirement.STOPPING_RULE));
  }

  private static void command(String name, String... arguments) {
    List<String> line = new ArrayList<>(List.of(name));
    SETTINGS.forEach(setting -> line.addAll(List.of("--set", setting)));
    line.addAll(List.of(arguments));
    StringWriter err = new StringWriter();
    int code =
        NcsnCommand.commandLine().setErr(new PrintWriter(err)).execute(line.toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
  }

  private static String[] with(String[] arguments, String... further) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(further));
    return all.toArray(String[]::new);
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }
}
