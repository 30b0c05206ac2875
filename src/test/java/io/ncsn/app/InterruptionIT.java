package io.ncsn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ends a process in the midst of a Spark job, as Ctrl-C or a scheduler does. */
class InterruptionIT {
  private static final int SIGTERM_EXIT = 128 + 15;

  @Test
  void anInterruptedProcessCancelsItsJobsAndSaysHowToGoOn() throws Exception {
    Process process = start();
    List<String> after = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> before = readUntil(EndlessJob.STARTED, lines);
      assertThat(before).as("output before the job").contains(EndlessJob.STARTED);
      process.toHandle().destroy(); // unlike destroy(), leaves its output open
      lines.lines().forEach(after::add);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(after)
        .contains("ncsn: Interrupted, Spark's jobs are cancelled. " + EndlessJob.ADVICE)
        .noneMatch(line -> line.contains("Failed with"));
    assertThat(process.exitValue()).isEqualTo(SIGTERM_EXIT);
  }

  private static List<String> readUntil(String line, BufferedReader lines) throws IOException {
    List<String> read = new ArrayList<>();
    for (String next = lines.readLine(); next != null; next = lines.readLine()) {
      read.add(next);
      if (next.equals(line)) {
        break;
      }
    }
    return read;
  }

  private static Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Djdk."))
        .forEach(command::add);
    command.addAll(List.of("-Dspark.master=local[1]", "-Dspark.ui.enabled=false", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(EndlessJob.class.getName());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
