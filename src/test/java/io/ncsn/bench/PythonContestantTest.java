package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A peer's process, by a script in the place of Python. */
class PythonContestantTest {
  @TempDir private Path folder;
  private Path train;

  @BeforeEach
  void writeTable() throws IOException {
    train = FakePeers.table(folder.resolve("train.csv"), 13, 0);
  }

  @Test
  void givesItsTaskAndReadsTheRecord() throws IOException {
    ContestRun run =
        run(
            "cp \"$train\" \"$output\"; echo \"{\\\"train-seconds\\\": $seconds,"
                + " \\\"sample-seconds\\\": 0.25, \\\"rows\\\": $rows, \\\"peak-bytes\\\":"
                + " 99000000000, \\\"seed\\\": $seed, \\\"threads\\\": $threads,"
                + " \\\"omp\\\": $OMP_NUM_THREADS}\" > \"$record\"");

    assertThat(run.trainSeconds()).isEqualTo(2.5);
    assertThat(run.sampleSeconds()).isEqualTo(0.25);
    assertThat(run.rows()).isEqualTo(13);
    assertThat(run.peakBytes()).isEqualTo(99_000_000_000L);
    assertThat(run.notes()).isEqualTo(Map.of("seed", 5, "threads", 3, "omp", 3));
    assertThat(folder.resolve("run/fake.csv")).hasSameTextualContentAs(train);
  }

  @Test
  void aFailureIsToldWithItsLastLine() {
    assertThatThrownBy(
            () -> run("echo Traceback; echo 'MemoryError: no room' >&2; echo >&2; exit 3"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("ctgan ended with exit code 3: MemoryError: no room");
    assertThatThrownBy(() -> run("exit 4")).hasMessage("ctgan ended with exit code 4: no message");
  }

  @Test
  void aRunWithoutARecordIsAFailure() {
    assertThatThrownBy(() -> run("true"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ctgan wrote no record of its run");
  }

  private ContestRun run(String body) throws IOException {
    TableTask task =
        new TableTask(train, train, "paid", List.of(), 2.5, 1, List.of(), folder.resolve("out"));
    Map<String, String> environment = FakePeers.python(folder, body);
    PeerScripts scripts =
        new PeerScripts(new PeerEnvironment(environment, what -> {}), folder.resolve("scripts"));
    TableFiles files = new TableFiles(LocalSpark.session(), task);
    Path run = Files.createDirectories(folder.resolve("run"));
    return new PythonContestant("ctgan", scripts, task, files, folder.resolve("schema.json"), 3)
        .run(run, 5);
  }
}
