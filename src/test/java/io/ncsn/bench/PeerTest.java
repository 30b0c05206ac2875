package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PyTorch in its ways, by a script in the place of its Python. */
class PeerTest {
  @TempDir private Path folder;

  @Test
  void theFastestTwoWaysAreRepeatedAndTheOthersRunOnce() throws IOException {
    Bench bench = new Bench(Optional.of(peer()), 3);

    List<Line> lines = bench.measure(new MadeUpWork(2, List.of("train"), 20), progress -> {});

    assertThat(lines.get(0).peer().keySet()).containsExactly("1 × 2, compile", "2 × 1, compile");
    assertThat(lines.get(0).betterPeer().orElseThrow().getKey()).isEqualTo("2 × 1, compile");
    assertThat(lines.get(0).ratio()).hasValue(0.5);
    List<String> runs = Files.readAllLines(folder.resolve("runs"));
    assertThat(runs).hasSize(4 + 2 * 3);
    assertThat(runs.subList(4, runs.size())).allMatch(run -> run.endsWith("--mode compile"));
  }

  @Test
  void compilingIsTriedForAsManyProcessesAsAreFasterWithoutIt() throws IOException {
    Bench bench = new Bench(Optional.of(peer()), 1);

    bench.measure(new MadeUpWork(2, List.of("sample"), 20), progress -> {});

    assertThat(Files.readAllLines(folder.resolve("runs")))
        .hasSize(6 + 2)
        .filteredOn(run -> run.endsWith("--threads 1 --mode compile-bfloat16"))
        .as("1 × 2 is faster in float32, 2 × 1 in bfloat16")
        .isNotEmpty();
    assertThat(Files.readAllLines(folder.resolve("runs")))
        .noneMatch(run -> run.endsWith("--threads 2 --mode compile-bfloat16"))
        .noneMatch(run -> run.endsWith("--threads 1 --mode compile"))
        .anyMatch(run -> run.endsWith("--threads 2 --mode compile"));
  }

  @Test
  void aWayTellsItsModeAndWhatItIsCompiledFrom() {
    assertThat(Peer.mode("2 × 1")).isEqualTo("eager");
    assertThat(Peer.mode("2 × 1, compile-bfloat16")).isEqualTo("compile-bfloat16");
    assertThat(Peer.uncompiled("2 × 1, bfloat16")).isEmpty();
    assertThat(Peer.uncompiled("2 × 1, compile")).contains("2 × 1");
    assertThat(Peer.uncompiled("1 × 2, compile-bfloat16")).contains("1 × 2, bfloat16");
  }

  @Test
  void workWhoseModesThePeerDoesNotTellIsDoneEagerly() throws IOException {
    assertThat(peer().ways("normals", 3))
        .containsExactly(
            Map.entry("1 × 3", List.of("--processes", "1", "--threads", "3", "--mode", "eager")),
            Map.entry("3 × 1", List.of("--processes", "3", "--threads", "1", "--mode", "eager")));
    assertThat(peer().ways("normals", 1)).containsOnlyKeys("1 × 1");
  }

  @Test
  void theVersionsAreTold() throws IOException {
    assertThat(peer().about()).isEqualTo("PyTorch 9.1, some BLAS, Python 3.5");
  }

  @Test
  void aNamedPythonWithoutPyTorchIsAMistake() {
    assertThatThrownBy(() -> Peer.find(folder, Map.of(PeerEnvironment.VARIABLE, "/no/python")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Cannot run PyTorch by NCSN_PEERS_PYTHON '/no/python': ");
  }

  private Peer peer() throws IOException {
    Path python = folder.resolve("python");
    Files.writeString(
        python,
        """
        #!/bin/sh
        case "$*" in
          *import*) exit ;;
          *about*) echo '{"torch": "9.1", "blas": "some BLAS", "python": "3.5",
                          "modes": {"train": ["eager", "compile"],
                                    "sample": ["eager", "compile", "bfloat16", "compile-bfloat16"]}}'; exit ;;
          *" sample "*"threads 2 --mode eager") rate=25 ;;
          *" sample "*"threads 1 --mode bfloat16") rate=25 ;;
          *"1 --mode compile") rate=40 ;;
          *"mode compile") rate=30 ;;
          *) rate=20 ;;
        esac
        echo "$*" >> '%s'
        echo '{"rate": '$rate'}'
        """
            .formatted(folder.resolve("runs")));
    assertThat(python.toFile().setExecutable(true)).isTrue();
    return Peer.find(folder, Map.of(PeerEnvironment.VARIABLE, python.toString())).orElseThrow();
  }
}
