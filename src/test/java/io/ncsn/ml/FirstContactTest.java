package io.ncsn.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.job.TrainedModel;
import io.ncsn.job.Training;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Requirement;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.SparkFiles;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An estimator gives the model, the densities and the rows that the library's calls give. */
class FirstContactTest {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final Map<String, String> SETTINGS =
      Map.of(
          "data.scale", "column",
          "network.hidden", "[19,13]",
          "train.averaging-frequency", "7",
          "sample.sampler", "ode-heun",
          "sample.steps", "7");

  @TempDir private static Path folder;
  private static Dataset<Row> table;
  private static NoiseConditionalScoreNetworkModel model;
  private static TrainedModel expected;

  @BeforeAll
  static void fit() {
    table =
        SPARK
            .range(0, 1501, 1, 3)
            .selectExpr(
                "cast(id as int) as id",
                "100 + 3 * sin(id) as `a.b`",
                "cast(id % 53 as float) as `c d`",
                "exp(cos(0.7 * id)) as `e``f`");
    model =
        new NoiseConditionalScoreNetwork()
            .setInputCols(new String[] {"a.b", "c d", "e`f"})
            .setMaxRounds(3)
            .setSeed(5)
            .setSettings(SETTINGS)
            .fit(table.cache());
    expected = Training.of(settings()).on(table, folder.resolve("library").toString()).model();
  }

  @Test
  void theModelIsTheLibrarys() {
    assertThat(model.checkpoint().samplingParameters())
        .isEqualTo(expected.checkpoint().samplingParameters());
    assertThat(model.summary().totalRounds()).isEqualTo(3);
    assertThat(model.summary().lossHistory()).hasSize(3);
    assertThat(model.summary().holdoutLossHistory()).isNotEmpty();
  }

  @Test
  void densitiesStandBesideTheRows() {
    Dataset<Row> scored = model.transform(table);

    assertThat(scored.columns()).containsExactly("id", "a.b", "c d", "e`f", "logDensity");
    List<Row> rows = scored.orderBy("id").select("id", "logDensity").collectAsList();
    List<Row> wanted =
        expected
            .densities(settings().settings().likelihood())
            .rows(table, List.of("id"))
            .orderBy("id")
            .collectAsList();
    assertThat(rows).hasSize(1501);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).getDouble(1)).isCloseTo(wanted.get(i).getDouble(1), within(1e-3));
    }
  }

  @Test
  void samplesAreTheLibrarys() {
    List<Row> wanted =
        expected
            .sampler(read("sample.count=1201", "sample.seed=9").settings().sample())
            .rows()
            .orderBy("sample_id")
            .collectAsList();

    assertThat(model.sample(1201, 9).orderBy("sample_id").collectAsList()).isEqualTo(wanted);
  }

  @Test
  void aSavedModelReadsBackAndTheLibraryOpensIt() throws IOException {
    String path = folder.resolve("saved").toString();
    model.write().overwrite().save(path);

    NoiseConditionalScoreNetworkModel read = NoiseConditionalScoreNetworkModel.load(path);

    assertThat(read.uid()).isEqualTo(model.uid());
    assertThat(read.getOrDefault(read.settings())).isEqualTo(SETTINGS);
    assertThat(read.summary().lossHistory()).isEqualTo(model.summary().lossHistory());
    assertThat(read.sample(301, 2).collectAsList()).isEqualTo(model.sample(301, 2).collectAsList());
    TrainedModel opened =
        TrainedModel.open(SPARK, path + "/model", settings().settings().network());
    assertThat(opened.checkpoint().samplingParameters())
        .isEqualTo(expected.checkpoint().samplingParameters());
    model.write().overwrite().save(path);
  }

  @Test
  void aModelThatTheLibraryTrainedLoads() {
    NoiseConditionalScoreNetworkModel read =
        NoiseConditionalScoreNetworkModel.load(folder.resolve("library").toString());

    read.setSettings(SETTINGS);
    assertThat(read.sample(301, 2).collectAsList()).isEqualTo(model.sample(301, 2).collectAsList());
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    try (Stream<Path> left = Files.list(Path.of(SparkFiles.getRootDirectory()))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(n -> n.startsWith("ncsn-"));
    }
    assertThat(SPARK.sparkContext().getPersistentRDDs().values().toSeq().mkString("\n"))
        .doesNotContain("ncsn-");
  }

  private static EffectiveSettings settings() {
    return read();
  }

  private static EffectiveSettings read(String... further) {
    Stream<String> all =
        Stream.of(
                SETTINGS.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()),
                Stream.of(
                    "data.columns=[\"a.b\", \"c d\", \"e`f\"]",
                    "train.max-rounds=3",
                    "train.seed=5"),
                Stream.of(further))
            .flatMap(part -> part);
    return new SettingsReader(location -> "")
        .read(
            Optional.empty(),
            all.map(SettingOverride::parse).toList(),
            Set.of(Requirement.STOPPING_RULE));
  }
}
