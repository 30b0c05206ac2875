package io.ncsn.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ConfigException;
import io.ncsn.config.Measure;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.shard.RealRows;
import io.ncsn.evaluate.JudgedRun;
import io.ncsn.evaluate.StudyResult;
import io.ncsn.job.ProgressLine;
import io.ncsn.job.SampleEvaluation;
import io.ncsn.job.TrainedModel;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.Storage;
import io.ncsn.settings.Comparison;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variants of a model of 211 people, with their favourite colours and their sizes. */
class MixedComparisonTest {
  private static final int ROWS = 211;
  private static final String ALL =
      "shape, trend, trend-own-bins, detection-trees, detection-logistic, alpha-precision, beta-recall, "
          + "utility-auc, nearer-to-training, closest-row-median, exact-copies, membership-advantage";
  private static final String[] COLOURS = {"red", "green", "blue"};

  @TempDir private Path folder;
  private final SparkSession spark = LocalSpark.session();

  @Test
  void runsAreJudgedByTheMeasuresOfMixedTables() throws IOException {
    Comparison comparison = comparison("evaluate.target = colour", ALL + ", evaluations, columns");

    StudyResult result = run(comparison);

    assertThat(result.runs()).extracting(JudgedRun::variant).containsExactly("few", "more");
    assertThat(result.runs())
        .extracting(run -> run.value(Measure.EVALUATIONS))
        .containsExactly(4.0, 9.0);
    assertThat(result.runs())
        .allSatisfy(run -> assertThat(run.value(Measure.COLUMNS)).isEqualTo(2));
    for (int i = 0; i < 2; i++) {
      EffectiveSettings settings =
          comparison.studies().get(0).variants().get(i).runs().get(0).settings();
      isJudgedAsByEvaluate(result.runs().get(i), settings);
      hasShapeAsCounted(result.runs().get(i), settings);
    }
    assertThat(result.references()).isEqualTo(result.runs().get(0).floors());
    assertThat(result.references()).containsKeys(Measure.SHAPE, Measure.UTILITY_AUC);
    assertThat(Files.readString(folder.resolve("out/compare.jsonl"))).contains("\"floors\":{");
    assertThat(run(comparison).runs()).as("taken from the log").isEqualTo(result.runs());
  }

  private void isJudgedAsByEvaluate(JudgedRun run, EffectiveSettings settings) throws IOException {
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    Map<Measure, Double> floors = new EnumMap<>(Measure.class);
    new SampleEvaluation(spark, settings)
        .measure(samples(settings), folder.resolve("evaluated").toString())
        .result()
        .metrics()
        .forEach(
            metric -> {
              values.put(metric.measure(), metric.value());
              metric.floor().ifPresent(floor -> floors.put(metric.measure(), floor));
            });
    assertThat(run.values()).containsAllEntriesOf(values).hasSize(values.size() + 2);
    assertThat(run.floors()).isEqualTo(floors);
  }

  /** Counts levels and numbers by hand. */
  private void hasShapeAsCounted(JudgedRun run, EffectiveSettings settings) throws IOException {
    RowCodec codec = model(settings).description().codec();
    List<Row> drawn = samples(settings).select("colour", "size").collectAsList();
    try (RealRows real = RealRows.of(spark, settings.settings().data(), codec)) {
      List<Row> training = real.training().select("colour", "size").collectAsList();
      List<Row> heldOut = real.holdout().select("colour", "size").collectAsList();
      assertThat(training.size() + heldOut.size()).isEqualTo(ROWS);
      assertThat(run.value(Measure.SHAPE)).isCloseTo(shape(training, drawn), within(1e-12));
      assertThat(run.floors().get(Measure.SHAPE))
          .isCloseTo(shape(training, heldOut), within(1e-12));
    }
  }

  private static double shape(List<Row> real, List<Row> other) {
    double variation =
        Arrays.stream(COLOURS)
                .mapToDouble(
                    colour ->
                        Math.abs(
                            share(real, row -> known(row), row -> colour.equals(row.get(0)))
                                - share(
                                    other, row -> known(row), row -> colour.equals(row.get(0)))))
                .sum()
            / 2;
    TreeSet<Double> places = new TreeSet<>();
    Stream.concat(real.stream(), other.stream()).forEach(row -> places.add(size(row)));
    double greatest =
        places.stream()
            .mapToDouble(
                x ->
                    Math.abs(
                        share(real, row -> true, row -> size(row) <= x)
                            - share(other, row -> true, row -> size(row) <= x)))
            .max()
            .orElseThrow();
    return (variation + greatest) / 2;
  }

  private static double share(
      List<Row> rows, Function<Row, Boolean> counts, Function<Row, Boolean> hits) {
    List<Row> counted = rows.stream().filter(counts::apply).toList();
    return counted.stream().filter(hits::apply).count() / (double) counted.size();
  }

  private static boolean known(Row row) {
    return Objects.nonNull(row.get(0));
  }

  private static double size(Row row) {
    return ((Number) row.get(1)).doubleValue();
  }

  @Test
  void whatDoesNotFitTheTableIsRefusedBeforeAnythingIsTrained() {
    assertThatThrownBy(() -> run(comparison("", "ks-max, shape")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("compare.studies.s.measures: Cannot measure ks-max of ")
        .hasMessageContaining("it is a mixed table");
    assertThatThrownBy(() -> run(comparison("evaluate.target = color", "shape")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("did you mean 'colour'?");
    assertThatThrownBy(() -> run(comparison("evaluate.target = size", "utility-auc")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "compare.studies.s.measures: Cannot measure utility-auc: evaluate.target = size is a number; take utility-rmse instead");
    assertThatThrownBy(() -> run(comparison("evaluate.target = colour", "utility-rmse")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "compare.studies.s.measures: Cannot measure utility-rmse: evaluate.target = colour is a category; take utility-auc instead");
    assertThat(folder.resolve("out/models")).doesNotExist();
  }

  private TrainedModel model(EffectiveSettings settings) throws IOException {
    try (Stream<Path> models = Files.list(folder.resolve("out/models"))) {
      String directory = models.findFirst().orElseThrow().resolve("model").toString();
      return TrainedModel.open(spark, directory, settings.settings().network());
    }
  }

  private Dataset<Row> samples(EffectiveSettings settings) throws IOException {
    return model(settings).sampler(settings.settings().sample()).rows();
  }

  private StudyResult run(Comparison comparison) {
    Storage storage = Storage.ofSubmit();
    OutputDirectory output = new OutputDirectory(storage, folder.resolve("out").toString());
    return new CompareJob(spark, storage, output, comparison, () -> ProgressLine.NONE).run().get(0);
  }

  private Comparison comparison(String setting, String measures) {
    String text =
        """
        data { input = "%s", holdout = 0.2 }
        network.hidden = [16]
        train { max-rounds = 2, averaging-frequency = 20, batch-size = 32, replicas = 2 }
        sample { count = 173, sampler = dpm-solver }
        %s
        compare.studies.s {
          measures = [%s]
          variants { few { sample.steps = 4 }, more { sample.steps = 9 } }
        }
        """
            .formatted(table(), setting, measures);
    return new SettingsReader(location -> text)
        .readComparison(
            Optional.of("job.conf"),
            List.of(new SettingOverride("output", folder.resolve("out").toString(), "test")));
  }

  private Path table() {
    String lines =
        "colour,size\n"
            + String.join(
                "\n",
                IntStream.range(0, ROWS)
                    .mapToObj(
                        i -> (i % 13 == 0 ? "" : COLOURS[i * i % 3]) + "," + i * 37 % 101 / 4.0)
                    .toList());
    try {
      return Files.writeString(folder.resolve("people.csv"), lines);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
