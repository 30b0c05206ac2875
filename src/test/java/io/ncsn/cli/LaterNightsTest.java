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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What commands notice when they are run again on a later night. */
class LaterNightsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startSpark() {
    LocalSpark.session();
  }

  @BeforeEach
  void train() throws IOException {
    write("old.csv", 0);
    assertThat(train("0")).isZero();
  }

  @Test
  void samplesOfAModelThatHasChangedAreNotTakenForFinished() {
    List<String> line = new ArrayList<>(List.of("sample", "--model", place("m"), "--count", "7"));
    line.addAll(List.of("--output", place("s-{date}"), "--as-of", "2026-03-07"));
    assertThat(run(line)).isZero();
    assertThat(run(line)).as("nothing to do").isZero();
    assertThat(train("7", "--overwrite")).isZero();
    assertThat(run(line)).isEqualTo(1);
    assertThat(err.toString()).contains("has changed since (the model); add --overwrite");
    line.add("--overwrite");
    assertThat(run(line)).isZero();
    line.remove("--overwrite");
    assertThat(run(line)).isZero();
  }

  @Test
  void aTableThatIsWrittenAgainIsAnotherOne() throws IOException {
    List<String> line = new ArrayList<>(List.of("likelihood", "--model", place("m")));
    line.addAll(List.of("--input", place("old.csv"), "--output", place("l-{date}")));
    assertThat(run(line)).isZero();
    assertThat(run(line)).as("nothing to do").isZero();
    assertThat(folder.resolve("old.csv").toFile().setLastModified(1_000_000_000_000L)).isTrue();
    assertThat(run(line)).isEqualTo(1);
    assertThat(err.toString()).contains("has changed since (the files of data.input)");
  }

  @Test
  void driftIsMeasuredAndGated() throws IOException {
    write("new.csv", 5);
    assertThat(drift("require.drift-shape-max=<= 0.1")).isEqualTo(4);
    JsonNode figures = json("d/drift.json");
    double most = figures.path("columns").path(0).path("distance").asDouble();
    assertThat(most).isGreaterThan(0.9);
    assertThat(figures.path("columns").path(1).path("distance").asDouble()).isZero();
    assertThat(err.toString().lines())
        .containsExactly(
            "ncsn: Quality gate not met: drift-shape-max is " + most + ", required <= 0.1",
            "ncsn: The table has drifted: look at the columns that moved most, train anew, or relax the gate and run the command again");
    assertThat(out.toString()).contains("drift-p-value", "log-density-shift", "distance");
    assertThat(json("d/run.json").path("drift.drift-shape-max").asDouble()).isEqualTo(most);
    assertThat(folder.resolve("d/_SUCCESS")).doesNotExist();
    assertThat(Files.readString(folder.resolve("d/report.html")))
        .contains("A quality gate is not met", String.valueOf(most), place("old.csv"));
    assertThat(drift("require.drift-shape-max=<= " + most)).isZero();
    assertThat(folder.resolve("d/_SUCCESS")).exists();
    assertThat(drift("require.drift-shape-max=<= 1")).as("finished").isEqualTo(1);
  }

  private int drift(String gate) {
    List<String> line = new ArrayList<>(List.of("drift", "--model", place("m"), "--set", gate));
    line.addAll(List.of("--input", place("new.csv"), "--reference", place("old.csv")));
    line.addAll(List.of("--output", place("d")));
    return run(line);
  }

  private int train(String seed, String... more) {
    List<String> line = new ArrayList<>(List.of("train", "--output", place("m")));
    Stream.of(
            "data.input=" + place("old.csv"),
            "train.seed=" + seed,
            "train.max-rounds=2",
            "train.averaging-frequency=1",
            "train.batch-size=16",
            "network.hidden=5",
            "noise.levels=7")
        .forEach(setting -> line.addAll(List.of("--set", setting)));
    line.addAll(List.of(more));
    return run(line);
  }

  private int run(List<String> line) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = NcsnCommand.commandLine();
    command.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out));
    return command.execute(line.toArray(String[]::new));
  }

  private void write(String name, int shift) throws IOException {
    Stream<String> rows =
        IntStream.range(0, 211).mapToObj(i -> (i * 3 % 37 / 8.0 + shift) + "," + i * 5 % 41 / 4.0);
    Files.write(folder.resolve(name), Stream.concat(Stream.of("x,y"), rows).toList());
  }

  private String place(String name) {
    return folder.resolve(name).toString();
  }

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).toFile());
  }
}
