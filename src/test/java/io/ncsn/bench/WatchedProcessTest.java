package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedProcessTest {
  private static final double LONG = 1e6;

  @TempDir private Path folder;

  @Test
  void tellsTheExitCode() {
    assertThat(WatchedProcess.run(shell("exit 7"), LONG).code()).isEqualTo(7);
  }

  @Test
  void countsTheProcessorTimeAndMemoryOfDescendants() {
    // A child that counts for a while, watched ten times a second.
    WatchedProcess done =
        WatchedProcess.run(
            shell("sh -c 'i=0; while [ $i -lt 2000000 ]; do i=$((i+1)); done'; true"), LONG);

    assertThat(done.cpuSeconds()).isPositive().isLessThan(2 * done.seconds());
    assertThat(done.peakBytes()).isGreaterThan(100_000);
  }

  @Test
  void endsWhatRunsTooLongWithItsDescendants() throws IOException {
    Path child = folder.resolve("child");

    WatchedProcess done =
        WatchedProcess.run(shell("sleep 100000 & echo $! > '%s'; wait".formatted(child)), 2);

    assertThat(done.code()).isEqualTo(WatchedProcess.KILLED);
    long pid = Long.parseLong(Files.readString(child).strip());
    ProcessHandle.of(pid).ifPresent(left -> left.onExit().join());
  }

  @Test
  void theLastLineIsTheLastWithText() throws IOException {
    Path log = Files.writeString(folder.resolve("log"), "first\n  last \n\n");

    assertThat(WatchedProcess.lastLine(log)).isEqualTo("last");
    assertThat(WatchedProcess.lastLine(Files.writeString(log, "\n"))).isEqualTo("no message");
  }

  @Test
  void aMissingProgramIsNamed() {
    assertThatThrownBy(() -> WatchedProcess.run(new ProcessBuilder("no-such-program"), LONG))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot run no-such-program");
  }

  private static ProcessBuilder shell(String body) {
    return new ProcessBuilder("sh", "-c", body);
  }
}
