package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.output.OutputDirectory;
import io.ncsn.output.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class NcsnCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static Stream<CommandLine> commands() {
    return NcsnCommand.commandLine().getSubcommands().values().stream();
  }

  @Test
  void thereAreTheCommandsOfTheContract() {
    assertThat(NcsnCommand.commandLine().getSubcommands().keySet())
        .containsExactly(
            "pipeline",
            "train",
            "sample",
            "evaluate",
            "likelihood",
            "score",
            "impute",
            "drift",
            "compare",
            "bench",
            "inspect",
            "config",
            "help");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpExplainsEveryOption(CommandLine command) {
    var spec = command.getCommandSpec();
    assertThat(spec.usageMessage().description()).isNotEmpty();
    String usage = command.getUsageMessage();
    assertThat(spec.options())
        .allSatisfy(
            option -> {
              assertThat(usage).contains(option.longestName());
              assertThat(option.description()).as(option.longestName()).isNotEmpty();
            });
  }

  @Test
  void helpOfACommandIsNoMistake() {
    assertThat(run("train", "--help")).isZero();
    assertThat(out.toString()).contains("--config", "--set", "--output", "--overwrite");
  }

  @Test
  void usageMistakesExitWith1() {
    assertMistake("Missing command");
    assertMistake("Unmatched argument at index 0: 'trainn'", "trainn");
    assertThat(err.toString()).contains("Did you mean: ncsn train");
    assertMistake("Unknown option: '--confg=x'", "train", "--confg=x");
    assertMistake("Missing required option: '--model=DIR'", "sample", "--output", "x");
    assertMistake("Missing required options: '--reference=TABLE', '--samples=DIR'", "evaluate");
    assertMistake("need key=value, such as --set train.seed=7", "config", "--set", "train.seed");
  }

  @Test
  void configurationMistakesExitWith1OneLineEach() {
    assertThat(run("train", "--set", "train.seed=x", "--set", "train.warm-up=-1")).isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(5)
        .allMatch(line -> line.startsWith("ncsn: "))
        .noneMatch(line -> line.contains("\tat "));
  }

  @Test
  void measurementsThatThereAreNotExitWith1() {
    assertThat(run("bench", "--repetitions", "0")).isEqualTo(1);
    assertThat(err.toString()).contains("ncsn: Cannot measure 0 times; give at least 1");
    assertThat(run("bench", "--rows", "7")).isEqualTo(1);
    assertThat(err.toString()).contains("ncsn: Cannot ingest 7 rows; give at least 10000");
    assertThat(run("bench", "--only", "trian")).isEqualTo(1);
    assertThat(err.toString()).contains("ncsn: Cannot measure 'trian': there are normals, step-2");
    assertThat(run("bench", "--growth", "--peer")).isEqualTo(1);
    assertThat(err.toString()).contains("ncsn: Cannot combine --growth with --peer");
    assertThat(run("bench", "--growth", "--rows", "7")).isEqualTo(1);
    assertThat(err.toString()).contains("ncsn: Cannot measure growth up to 7 rows; give 10000 to");
  }

  @Test
  void optionsOfTheirOwnAreSettingsWithTheirName() {
    assertThat(run("sample", "--model", "m", "--output", "o", "--count", "0", "--seed", "x"))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "--count: Cannot set sample.count to '0'", "--seed: Cannot set sample.seed to 'x'");
  }

  @Test
  void dataThatAreNotThereExitWith2() {
    assertThat(run(training("data.input=" + folder.resolve("nix.csv")))).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "ncsn: Cannot read data.input '" + folder.resolve("nix.csv"),
            "there is no such file or directory");
    assertThat(run("evaluate", "-r", "dataset:digits", "-s", folder.resolve("nix").toString()))
        .isEqualTo(2);
  }

  @Test
  void anExistingRunIsRefusedBeforeSparkStarts() throws IOException {
    Files.writeString(folder.resolve("run.json"), "{\"command\": \"pipeline\"}");
    assertThat(
            run(
                "pipeline",
                "--output",
                folder.toString(),
                "--set",
                "train.max-rounds=1",
                "--set",
                "data.input=dataset:digits"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("add --overwrite");
  }

  @Test
  void everyCommandThatTrainsKeepsOutOfADirectoryThatAnotherRunWritesTo() {
    Path output = folder.resolve("out");
    OutputDirectory directory = new OutputDirectory(Storage.ofSubmit(), output.toString());
    try (OutputDirectory.Lock held = directory.lock()) {
      for (String command : new String[] {"train", "pipeline", "compare"}) {
        List<String> line =
            new ArrayList<>(
                List.of(command, "-o", output.toString(), "--set", "train.max-rounds=1"));
        line.addAll(
            command.equals("compare")
                ? List.of("--config", "conf/compare-schedules.conf")
                : List.of("--set", "data.input=dataset:digits"));
        assertThat(run(line.toArray(String[]::new))).as(command).isEqualTo(1);
        assertThat(err.toString()).as(command).contains("another run is writing to it");
      }
    }
  }

  @Test
  void anUnknownFileSystemExitsWith1AndSaysHowToAddIt() {
    assertThat(run(training("data.input=nix://bucket/table"))).isEqualTo(1);
    assertThat(err.toString()).contains("Cannot use data.input 'nix://bucket/table'", "--packages");
  }

  @Test
  void aFileSystemWhoseConnectorIsNotThereExitsWith1AndSaysHowToAddIt() {
    assertThat(run("config", "--config", "s3a://bucket/job.conf")).isEqualTo(1);
    assertThat(err.toString()).contains("'s3a://bucket/job.conf'", "--packages");
    assertThat(run("config", "--config", "http://127.0.0.1:1/job.conf")).isEqualTo(1);
    assertThat(err.toString())
        .contains("Cannot read the configuration http://127.0.0.1:1/job.conf: ");
  }

  @Test
  void aConfigurationThatIsNoTextExitsWith1() throws IOException {
    Path file = Files.write(folder.resolve("job.conf"), new byte[] {(byte) 0xff, 0, 1});
    assertThat(run("config", "--config", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(file + ": it is not text in UTF-8");
  }

  @Test
  void whatIsNoManifestAtAllExitsWith3() throws IOException {
    Files.createDirectories(folder.resolve("model.json"));
    assertThat(run("inspect", "--model", folder.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("ncsn: Cannot read model directory " + folder);
  }

  @Test
  void aDirectoryThatHadoopCannotListExitsWith2() throws IOException {
    Files.createFile(folder.resolve("a:b.csv"));
    assertThat(run(training("data.input=" + folder.resolve("*.csv")))).isEqualTo(2);
    assertThat(err.toString()).contains("a:b.csv; Hadoop lists no directory", "rename the file");
  }

  @Test
  void configPrintsEverySettingWithItsOrigin() throws IOException {
    Path file = Files.writeString(folder.resolve("job.conf"), "\ntrain.seed = 5");
    assertThat(run("config", "--config", file.toString(), "--set", "data.exclude=a,b")).isZero();
    assertThat(out.toString())
        .containsPattern("train\\.seed = 5 +# " + file + ":2\n")
        .containsPattern("data\\.exclude = a,b +# --set\n")
        .containsPattern("train\\.batch-size = 128 +# reference\\.conf:\\d+\n");
  }

  @Test
  void configurationIsReadByHadoopUriToo() throws IOException {
    Path file = Files.writeString(folder.resolve("job.conf"), "train.seed = 5");
    assertThat(run("config", "--config", file.toUri().toString())).isZero();
    assertThat(out.toString()).contains("train.seed = 5");
    assertThat(run("config", "--config", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("it is a directory");
  }

  @Test
  void inspectPrintsTheManifestOfAModelOrOfARunsOutput() {
    model();
    assertThat(run("inspect", "--model", folder.toString())).isZero();
    assertThat(out.toString().lines())
        .contains(
            "model.network.form = EDM",
            "model.network.hidden = [2]",
            "model.schedule.levels = [10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, … 10 in all]",
            "model.provenance.version.java = 17",
            "files.ema.length = " + TinyModel.PARAMETERS);
    assertThat(run("inspect", "--model", folder.resolve("model").toString())).isZero();
  }

  @Test
  void inspectSaysWhatIsDamaged() throws IOException {
    model();
    Path vector = folder.resolve("model/ema-1.f32");
    byte[] bytes = Files.readAllBytes(vector);
    Files.write(vector, new byte[5]);
    assertThat(run("inspect", "--model", folder.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("ema-1.f32: found 5 bytes, expected 36; put a whole copy");
    Files.write(vector, bytes);
    Path manifest = folder.resolve("model/model.json");
    String text = Files.readString(manifest);
    for (String damaged : new String[] {"", "[1]", text.replace("EDM", "NCSN"), "{"}) {
      Files.writeString(manifest, damaged);
      assertThat(run("inspect", "--model", folder.toString())).isEqualTo(3);
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .contains("Cannot read " + manifest + ": ")
          .contains("train");
    }
  }

  private void model() {
    TinyModel.write(folder.resolve("model"));
  }

  private void assertMistake(String message, String... arguments) {
    assertThat(run(arguments)).isEqualTo(1);
    assertThat(err.toString()).contains("ncsn: ", message, "--help'").doesNotContain("\tat ");
  }

  private String[] training(String input) {
    return new String[] {
      "train", "-o", folder.resolve("out").toString(), "--set", "train.max-rounds=1", "--set", input
    };
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return NcsnCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
