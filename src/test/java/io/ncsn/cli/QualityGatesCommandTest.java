package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a gate that is not met leaves behind, and how the same command then goes on. */
class QualityGatesCommandTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startSpark() {
    LocalSpark.session();
  }

  @Test
  void aRelaxedGateFinishesAPipelineWithoutTrainingAgain() throws IOException {
    Path output = folder.resolve("out");
    assertThat(pipeline(output, "require.one-nn-accuracy=< 0", "require.shape=<= 1")).isEqualTo(4);
    JsonNode missed = record(output);
    double accuracy = missed.path("evaluate.one-nn-accuracy").asDouble();
    assertThat(err.toString().lines())
        .containsExactly(
            "ncsn: Quality gate not met: one-nn-accuracy is " + accuracy + ", required < 0.0",
            "ncsn: Quality gate not met: shape was not measured, required <= 1.0",
            "ncsn: Everything but _SUCCESS is in "
                + output
                + "; run the command again with the gate relaxed to finish without training");
    assertThat(missed.path("require.met").asBoolean(true)).isFalse();
    assertThat(output.resolve("_SUCCESS")).doesNotExist();
    assertThat(output.resolve("samples/_SUCCESS")).doesNotExist();
    assertThat(Files.readString(output.resolve("report.html")))
        .contains(
            "A quality gate is not met", String.valueOf(accuracy), "&lt; 0.0", "not measured");

    List<String> model = contents(output.resolve("model"));
    List<String> samples = contents(output.resolve("samples"));
    assertThat(pipeline(output, "require.one-nn-accuracy=>= " + accuracy)).isZero();
    assertThat(contents(output.resolve("model"))).isEqualTo(model);
    assertThat(record(output).path("require.met").asBoolean(false)).isTrue();
    assertThat(record(output).path("evaluate.one-nn-accuracy").asDouble()).isEqualTo(accuracy);
    assertThat(output.resolve("_SUCCESS")).exists();
    assertThat(Files.deleteIfExists(output.resolve("samples/_SUCCESS"))).isTrue();
    assertThat(contents(output.resolve("samples"))).isEqualTo(samples);

    assertThat(pipeline(output)).as("a run that met its gates is finished").isEqualTo(1);
  }

  @Test
  void onlyResultsThatMeetTheGatesArePublished() throws IOException {
    Path place = folder.resolve("place");
    String[] gate = sets("require.one-nn-accuracy=< 0");
    List<String> missed = line("pipeline", folder.resolve("a"), gate);
    missed.addAll(List.of("--publish", place.toString()));
    assertThat(run(missed)).isEqualTo(4);
    assertThat(err.toString()).contains("Nothing was published to " + place);
    assertThat(record(folder.resolve("a")).path("publish.done").asBoolean(true)).isFalse();
    assertThat(place).doesNotExist();

    List<String> good = line("pipeline", folder.resolve("a"), "--publish", place.toString());
    assertThat(run(good)).isZero();
    assertThat(record(folder.resolve("a")).path("publish.done").asBoolean(false)).isTrue();
    assertThat(place.toFile().list())
        .containsExactlyInAnyOrder(
            "_SUCCESS", "model", "publication.json", "report.html", "samples");
    assertThat(LocalSpark.session().read().parquet(place + "/samples").count()).isEqualTo(53);

    List<String> before = contents(place);
    List<String> worse = line("pipeline", folder.resolve("b"), gate);
    worse.addAll(List.of("--set", "sample.seed=7", "--publish", place.toString()));
    assertThat(run(worse)).isEqualTo(4);
    assertThat(contents(place)).isEqualTo(before);

    List<String> drawn = new ArrayList<>(List.of("sample", "--model", place.toString()));
    drawn.addAll(List.of("-o", folder.resolve("s").toString(), "--publish", place + "-of-samples"));
    assertThat(run(drawn)).isZero();
    assertThat(folder.resolve("place-of-samples/samples/_SUCCESS")).exists();
  }

  @Test
  void evaluateMarksSamplesThatMeetTheGates() throws IOException {
    Path samples = folder.resolve("s");
    LocalSpark.session()
        .sql("select id / 8.0d as x, (id * 5 % 23) / 4.0d as y from range(23)")
        .write()
        .parquet(samples.toString());
    assertThat(evaluate(samples, "require.ks-max=< 0")).isEqualTo(4);
    double distance = record(folder.resolve("judged")).path("evaluate.ks-max").asDouble();
    assertThat(distance).as("equal tables, but for rounding").isBetween(0.0, 1 / 23.0);
    assertThat(err.toString()).contains("ks-max is " + distance + ", required < 0.0");
    assertThat(folder.resolve("judged/_SUCCESS")).doesNotExist();
    assertThat(folder.resolve("judged/report.html")).content().contains("ks-max");
    assertThat(evaluate(samples, "require.ks-max=<= " + distance)).isZero();
    assertThat(folder.resolve("judged/_SUCCESS")).exists();
    assertThat(evaluate(samples)).as("finished").isEqualTo(1);
  }

  @Test
  void aDatedRunIsDoneOnce() throws IOException {
    Path pattern = folder.resolve("x-{date}");
    Path output = folder.resolve("x-2026-03-07");
    String[] night = {"--as-of", "2026-03-08T01:30:00+02:00"};
    assertThat(run(line("train", pattern, night))).isZero();
    String first = Files.readString(output.resolve("run.json"));
    assertThat(record(output).at("/settings/output/value").asText()).isEqualTo(output.toString());
    assertThat(run(line("train", pattern, "--as-of", "2026-03-07"))).isZero();
    assertThat(Files.readString(output.resolve("run.json"))).isEqualTo(first);
    assertThat(run(line("train", pattern, "--as-of", "2026-03-11"))).isZero();
    assertThat(folder.resolve("x-2026-03-11/model/model.json")).exists();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("x-2026-03-07", "x-2026-03-11");

    assertThat(run(line("pipeline", pattern, night))).as("goes on from the training").isZero();
    String whole = Files.readString(output.resolve("run.json"));
    assertThat(run(line("pipeline", pattern, night))).isZero();
    assertThat(Files.readString(output.resolve("run.json"))).isEqualTo(whole);
    assertThat(run(line("pipeline", pattern, "--as-of", "2026-03-07", "--set", "sample.seed=7")))
        .as("other settings")
        .isEqualTo(1);
  }

  private int pipeline(Path output, String... settings) {
    return run(line("pipeline", output, sets(settings)));
  }

  private int evaluate(Path samples, String... settings) {
    List<String> line = new ArrayList<>(List.of("evaluate", "-r", samples.toString()));
    line.addAll(List.of("-s", samples.toString(), "-o", folder.resolve("judged").toString()));
    line.addAll(List.of(sets(settings)));
    return run(line);
  }

  private static String[] sets(String... settings) {
    return Stream.of(settings).flatMap(s -> Stream.of("--set", s)).toArray(String[]::new);
  }

  private static List<String> line(String command, Path output, String... more) {
    List<String> line = new ArrayList<>(List.of(command, "--output", output.toString()));
    line.addAll(
        List.of(
            sets(
                "data.input=dataset:normal-2",
                "data.rows=211",
                "train.max-rounds=2",
                "train.averaging-frequency=1",
                "network.hidden=5",
                "noise.levels=7",
                "sample.steps-per-level=2",
                "sample.count=53",
                "evaluate.projections=11")));
    line.addAll(List.of(more));
    return line;
  }

  private int run(List<String> line) {
    err.getBuffer().setLength(0);
    CommandLine command = NcsnCommand.commandLine();
    command.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(new StringWriter()));
    return command.execute(line.toArray(String[]::new));
  }

  private static JsonNode record(Path output) throws IOException {
    return new ObjectMapper().readTree(output.resolve("run.json").toFile());
  }

  /** Every file of a directory with its time of change. */
  private static List<String> contents(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file) + " " + file.toFile().lastModified())
          .sorted()
          .toList();
    }
  }
}
