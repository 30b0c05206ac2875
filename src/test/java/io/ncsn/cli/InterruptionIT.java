package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ends a process in the midst of a Spark job, as Ctrl-C or a scheduler does. */
class InterruptionIT {
  private static final int SIGTERM_EXIT = 128 + 15;

  @Test
  void anInterruptedProcessCancelsItsJobsAndSaysHowToGoOn() throws Exception {
    Process process = ChildJvm.start(EndlessJob.class);
    List<String> after = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> before = ChildJvm.readUntil(lines, EndlessJob.STARTED::equals);
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
}
