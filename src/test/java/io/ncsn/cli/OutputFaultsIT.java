package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Disks that fill, directories that go away or are closed while the program writes to them. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class OutputFaultsIT {
  @TempDir private Path folder;

  /**
   * On a file system of 3 MB (a tmpfs in a mount namespace of its own), which two checkpoints fill:
   * the third fails, the second is whole, and with more room the same command ends as if nothing
   * had been.
   */
  @Test
  @Needs(value = Tool.MOUNTS, toTest = "a disk that fills during training")
  void aFullDiskIsSaidAndTheLastCheckpointIsWhole() throws Exception {
    UndisturbedRun undisturbed = new UndisturbedRun(folder.resolve("undisturbed"));
    Path disk = Files.createDirectory(folder.resolve("disk"));
    String train = quoted(UndisturbedRun.command("train", disk.toString()));

    Result result =
        run(
            "unshare",
            "--mount",
            "sh",
            "-c",
            String.join(
                "\n",
                "cd '" + folder + "'",
                "mount -t tmpfs -o size=3m none disk || exit 99",
                train + " > full.log 2>&1",
                "echo code $?",
                "cp -r disk full",
                "mount -o remount,size=30m disk || exit 99",
                train + " > room.log 2>&1",
                "echo code $?",
                "cp -r disk room"));

    String full = Files.readString(folder.resolve("full.log"));
    String room = Files.readString(folder.resolve("room.log"));
    assertThat(result.output()).as(full + room).contains("code 3\ncode 0\n");
    assertThat(full.lines().filter(line -> line.startsWith("ncsn: ")))
        .containsExactly(
            "ncsn: Cannot write model directory %s/model: No space left on device; free some, or set another"
                .formatted(disk));
    assertThat(model("full").read().state().round()).isEqualTo(2);
    assertThat(model("full").previous().read().state().round()).isEqualTo(1);
    assertThat(room).contains("goes on after round 2");
    undisturbed.assertSameParameters(folder.resolve("room/model").toString());
    assertThat(Files.readAllLines(folder.resolve("room/metrics.jsonl")))
        .as("a line a round, whatever was cut short")
        .filteredOn(line -> line.contains("\"event\":\"round\""))
        .hasSize(12);
  }

  @Test
  void anOutputThatIsTakenAwayIsSaidAndItsCheckpointIsWhole() throws Exception {
    Path output = folder.resolve("output");
    String[] command =
        UndisturbedRun.command("train", output.toString(), "--set", "train.max-rounds=100000");
    Process process = ChildJvm.start(Main.class, command);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      while (process.isAlive() && !Files.exists(output.resolve("model/model.json"))) {
        LockSupport.parkNanos(1_000_000);
      }
      Files.move(output, folder.resolve("elsewhere"));
      String said = lines.lines().collect(Collectors.joining("\n"));
      assertThat(process.waitFor()).as(said).isEqualTo(ExitCode.FAILURE.code());
      assertThat(said).contains("ncsn: Cannot write ").contains("deleted while this run was");
    } finally {
      process.destroyForcibly();
    }
    assertThat(model("elsewhere").read().state().round()).isPositive();
  }

  /** By its permissions, in a process that has not root's right to pass over them. */
  @Test
  @Needs(value = Tool.PERMISSIONS, toTest = "an output that becomes read-only")
  void anOutputThatBecomesReadOnlyIsSaidAndItsCheckpointIsWhole() throws Exception {
    Path output = folder.resolve("closed");
    String[] command =
        UndisturbedRun.command("train", output.toString(), "--set", "train.max-rounds=100000");
    Process process = ChildJvm.startUnprivileged(Main.class, command);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      while (process.isAlive() && !Files.exists(output.resolve("model/model.json"))) {
        LockSupport.parkNanos(1_000_000);
      }
      run("chmod", "-R", "a-w", output.toString());
      String said = lines.lines().collect(Collectors.joining("\n"));
      assertThat(process.waitFor()).as(said).isEqualTo(ExitCode.FAILURE.code());
      assertThat(said).contains("ncsn: Cannot write ").contains("Permission denied");
    } finally {
      process.destroyForcibly();
      run("chmod", "-R", "u+w", output.toString());
    }
    assertThat(model("closed").read().state().round()).isPositive();
  }

  private ModelDirectory model(String output) {
    return ModelDirectory.at(
        folder.resolve(output).resolve("model").toString(), new Configuration());
  }

  private static String quoted(String[] arguments) {
    return ChildJvm.command(List.of(), Main.class, arguments).stream()
        .map(argument -> "'" + argument + "'")
        .collect(Collectors.joining(" "));
  }

  private record Result(int code, String output) {}

  private static Result run(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException notThere) {
      return new Result(127, notThere.getMessage());
    }
  }
}
