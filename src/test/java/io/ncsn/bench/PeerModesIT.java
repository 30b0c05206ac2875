package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.bench.PeerTable.Found;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modes of PyTorch 2: compiled, and with 16 bits. */
@Needs(value = Tool.PYTORCH2, toTest = "the peer in PyTorch 2's modes")
class PeerModesIT {
  private static final int ROWS = 500;

  private final Size size = new Size(3, 32);
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"eager", "compile", "bfloat16", "compile-bfloat16"})
  void everyModeLearns(String mode) {
    float[] rows = MadeUp.shard(0, ROWS, size.dimension()).floats();
    PeerTable table = new PeerTable(folder.resolve("table"), size, rows, rows, MadeUp.levels(20));

    Found untrained = table.fit(peer(), way(mode), 1e-9, List.of("--rate", "0"));
    Found found = table.fit(peer(), way(mode), 3, List.of("--rate", "3e-3"));

    assertThat(found.loss()).isLessThan(untrained.loss());
    assertThat(found.parameters()).hasSize(size.spec().parameters());
  }

  /** The peer's network is untrained: its score is that of N(0, I), in every mode. */
  @Test
  void everyModeSamplesTheSameDistribution() {
    List<String> work =
        new ArrayList<>(List.of("sample", "--levels", "20", "--steps", "5", "--seconds", "1"));
    work.addAll(size.arguments());
    double eager = variance(work, "eager");

    assertThat(eager).isBetween(1.0, 2.5);
    for (String mode : List.of("compile", "bfloat16", "compile-bfloat16")) {
      assertThat(variance(work, mode)).as(mode).isCloseTo(eager, within(0.1));
    }
  }

  private double variance(List<String> work, String mode) {
    JsonNode answer = peer().answer(work, way(mode));
    assertThat(answer.path("rate").asDouble()).isPositive();
    return answer.path("variance").asDouble();
  }

  private Peer peer() {
    return Peer.find(folder, Map.of(PeerEnvironment.VARIABLE, Tool.peersPython())).orElseThrow();
  }

  private static List<String> way(String mode) {
    return List.of("--processes", "1", "--threads", "1", "--mode", mode);
  }
}
