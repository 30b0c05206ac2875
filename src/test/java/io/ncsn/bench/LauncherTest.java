package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole commands, by a script in the place of {@code submit/ncsn}. */
class LauncherTest {
  @TempDir private Path folder;

  @Test
  void runsACommandAndReadsItsRecord() throws IOException {
    Path output = folder.resolve("output");
    Launcher launcher =
        launcher("mkdir \"$4\" && echo \"{\\\"given\\\": \\\"$*\\\"}\" > \"$4/run.json\"");

    Launcher.Done done = launcher.run(output, List.of("train", "--config=x"));

    assertThat(done.record().path("given").asText())
        .isEqualTo("train --config=x --output " + output + " -- --master local[3]");
    assertThat(done.seconds()).isPositive();
  }

  @Test
  void aFailureIsToldWithWhatTheCommandSaid() throws IOException {
    Launcher launcher = launcher("echo 'no such table' >&2; exit 2");

    assertThatThrownBy(() -> launcher.run(folder.resolve("output"), List.of("train")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("exit code 2", "no such table");
  }

  @Test
  void commandsNeedTheLauncherAndCoresOfTheirOwn() {
    assertThatThrownBy(() -> Launcher.of(Map.of(), "local[*]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("NCSN_LAUNCHER is not set");
    assertThatThrownBy(() -> Launcher.of(Map.of(Launcher.VARIABLE, "ncsn"), "spark://host:7077"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("on spark://host:7077: bench holds its cores itself");
  }

  private Launcher launcher(String body) throws IOException {
    Path script = folder.resolve("ncsn");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return Launcher.of(Map.of(Launcher.VARIABLE, script.toString()), "local[3]");
  }
}
