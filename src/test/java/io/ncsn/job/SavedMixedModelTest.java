package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.channels.MarginalCalibration;
import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.ConstantCodec;
import io.ncsn.data.codec.GridMap;
import io.ncsn.data.codec.IdCodec;
import io.ncsn.data.codec.KnotMap;
import io.ncsn.data.codec.LevelCodec;
import io.ncsn.data.codec.MaskedCodec;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.NumberMap;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.SpreadCodec;
import io.ncsn.data.codec.SumRule;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.codec.TextLevels;
import io.ncsn.data.codec.VectorCodec;
import io.ncsn.network.MixedSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model of a mixed table as the version of November 2026 wrote it, with each kind of column, and
 * what that version drew from it and said of a row. Files of this format stay readable. {@code
 * -Dncsn.fixtures.update=true} writes the model and its samples anew, for a format of the future.
 */
class SavedMixedModelTest {
  private static final Path SAVED = Path.of("src/test/resources/io/ncsn/job/mixed-model");
  private static final Path SAMPLES = SAVED.resolveSibling("mixed-model-samples.json");

  /** Processors differ in the last bits, which forty steps make larger. */
  private static final double TOLERANCE = 1e-3;

  @TempDir private Path folder;

  @Test
  void itDrawsTheRowsThatItDrewThen() throws IOException {
    TrainedModel model = open(copy());
    List<String> then = Files.readAllLines(SAMPLES);
    List<String> now = samples(model).toJSON().collectAsList();

    assertThat(samples(model).schema().simpleString())
        .isEqualTo(
            "struct<sample_id:bigint,kind:string,many:string,few:int,when:date,cents:decimal(9,2),"
                + "parts:decimal(9,2),sum:decimal(9,2),real:double,code:string,v:array<float>,w:vector,one:string,id:bigint>");
    assertThat(now).hasSameSizeAs(then);
    for (int i = 0; i < now.size(); i++) {
      assertClose(
          new ObjectMapper().readTree(now.get(i)), new ObjectMapper().readTree(then.get(i)));
    }
  }

  /** All but floating-point numbers are the same. */
  private static void assertClose(JsonNode now, JsonNode then) {
    assertThat(now.getNodeType()).isEqualTo(then.getNodeType());
    if (then.isContainerNode()) {
      assertThat(now.size()).isEqualTo(then.size());
      for (int i = 0; i < then.size(); i++) {
        assertClose(now.path(i), then.path(i));
      }
      then.fieldNames().forEachRemaining(name -> assertClose(now.path(name), then.path(name)));
    } else if (then.isDouble()) {
      assertThat(now.asDouble()).isCloseTo(then.asDouble(), within(TOLERANCE));
    } else {
      assertThat(now).isEqualTo(then);
    }
  }

  /** What is published again is what was read. */
  @Test
  void itIsWrittenAgainAsItIs() throws IOException {
    Checkpoint read = open(copy()).checkpoint();
    Path again = folder.resolve("again");
    ModelDirectory.at(again.toString(), new Configuration()).publish(read);

    Map<String, byte[]> expected = files(SAVED);
    expected.keySet().removeIf(name -> !name.matches(".*(codec\\.json|\\.txt|\\.f32)"));
    assertThat(expected).hasSize(7);
    assertThat(files(again)).containsAllEntriesOf(expected);
    assertThat(samples(open(again)).toJSON().collectAsList())
        .isEqualTo(samples(open(SAVED)).toJSON().collectAsList());
  }

  @Test
  @EnabledIfSystemProperty(named = "ncsn.fixtures.update", matches = "true")
  void write() throws IOException {
    RowCodec codec = codec();
    MixedSpec spec = new MixedSpec(codec.channels(), List.of(3), true, true);
    Random random = new Random(7);
    float[] parameters = new float[spec.parameters()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (random.nextGaussian() / 8);
    }
    float[] calibration = MarginalCalibration.none(codec.channels()).values();
    var description =
        new ModelDescription(
            spec,
            NoiseSchedule.of(ScheduleKind.GEOMETRIC, 20, 0.01, 10),
            codec,
            MixedResolution.ranges(codec.channels()),
            Map.of("version.java", "17", "setting.data.null-values", "[NA]"));
    ModelDirectory.at(SAVED.toString(), new Configuration())
        .publish(
            new Checkpoint(
                description,
                TrainingState.initial("hash").afterRound(1, 1, 1),
                Map.of(
                    Checkpoint.PARAMETERS, parameters,
                    Checkpoint.EMA, parameters,
                    Checkpoint.UPDATER, new float[2 * parameters.length],
                    Checkpoint.CALIBRATION, calibration)));
    Files.write(SAMPLES, samples(open(SAVED)).toJSON().collectAsList());
  }

  private static RowCodec codec() {
    NumberMap cents = knots("0.00", "12.50", 1, new double[] {-0.5, 200, 1250.5});
    NumberMap third = GridMap.of(new NumberLine("float"), keys("float", "-1.5", "2.25"), of(1, 2));
    NumberMap real = new KnotMap("-3.25", "7.5", 0, -1, new double[] {-3.25, 1, 7.5}, SHARES);
    double[] withNull = {0.5, 0.25, 0.25};
    List<ColumnCodec> columns =
        List.of(
            new CategoryCodec("kind", "string", true, 3, 3, levels("a", "ü, \"x\"", "")),
            new CategoryCodec("many", "string", false, 0, 2, levels("p", "q", "r", "s")),
            new LevelCodec("few", "int", List.of("3", "-1"), true, withNull),
            new SpreadCodec("when", "date", List.of("2024-02-29"), true, withNull, days()),
            new SpreadCodec("cents", "decimal(9,2)", List.of(), false, new double[0], cents),
            new SpreadCodec("parts", "decimal(9,2)", List.of(), false, new double[0], cents),
            new SpreadCodec(
                "sum",
                "decimal(9,2)",
                List.of(),
                false,
                new double[0],
                knots("0.00", "25.00", 1, new double[] {-0.5, 700, 2500.5})),
            new MaskedCodec(
                new SpreadCodec(
                    "real", "double", List.of("0.0"), false, new double[] {.6, .4}, real)),
            new SpreadCodec(
                    "code",
                    "bigint",
                    List.of(),
                    false,
                    new double[0],
                    GridMap.of(new NumberLine("bigint"), of(-7, 0, 12), of(1, 1, 2)))
                .asText(),
            new VectorCodec("v", "array<float>", false, new double[0], List.of(third, third)),
            new VectorCodec("w", "vector", true, new double[] {0.75, 0.25}, List.of(real)),
            new ConstantCodec("one", "string", "same"),
            new IdCodec("id", "bigint", "101", 0));
    SumRule rule = new SumRule(6, List.of(4, 5), List.of(1, 1), 0, List.of(2, 2, 2));
    return new RowCodec(Layout.COLUMNS, "", columns).with(List.of(rule));
  }

  private static final double[] SHARES = {0, 0.5, 1};

  private static NumberMap knots(String least, String greatest, double step, double[] at) {
    return new KnotMap(least, greatest, step, -1, at, SHARES);
  }

  private static NumberMap days() {
    return GridMap.of(new NumberLine("date"), keys("date", "2023-12-31", "2024-03-01"), of(3, 5));
  }

  private static long[] keys(String type, String... cells) {
    NumberLine line = new NumberLine(type);
    return Stream.of(cells).mapToLong(line::parse).toArray();
  }

  private static long[] of(long... numbers) {
    return numbers;
  }

  private static TextLevels levels(String... texts) {
    Map<UTF8String, Long> counts = new HashMap<>();
    for (String text : texts) {
      counts.put(UTF8String.fromString(text), 9L - counts.size());
    }
    return TextLevels.of(counts);
  }

  private static Dataset<Row> samples(TrainedModel model) {
    EffectiveSettings settings =
        ShortTraining.settings("sample.count=61", "sample.seed=3", "sample.sampler=dpm-solver");
    return model.sampler(settings.settings().sample()).rows().orderBy("sample_id");
  }

  private static TrainedModel open(Path directory) {
    return TrainedModel.open(
        LocalSpark.session(), directory.toString(), ShortTraining.settings().settings().network());
  }

  private Path copy() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("model"));
    for (Map.Entry<String, byte[]> file : files(SAVED).entrySet()) {
      Files.write(copy.resolve(file.getKey()), file.getValue());
    }
    return copy;
  }

  private static Map<String, byte[]> files(Path directory) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> found = Files.list(directory)) {
      found.forEach(paths::add);
    }
    for (Path path : paths) {
      files.put(path.getFileName().toString(), Files.readAllBytes(path));
    }
    return files;
  }
}
