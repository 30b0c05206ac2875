package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTableTest {
  @TempDir private Path folder;

  @Test
  void medianAndRangeOfEachMeasureAndCostWithTheFloor() throws IOException {
    ContestTable table = table(3);
    table.add("ours", run(100, 4, Map.of()), figures(0.03, 0.5));
    table.add("peer", run(90, 2, Map.of("steps", 7)), figures(0.2, 0.9));
    table.add("ours", run(102, 10, Map.of()), figures(0.01, 0.6));
    table.add("ours", run(107, 5, Map.of()), figures(0.02, 0.4));

    List<String> lines = table.markdown().lines().toList();

    assertThat(lines.get(0))
        .startsWith("train.csv: 11 rows, trained for 7.000 s on 2 threads, seeds 0");
    assertThat(lines)
        .contains(
            "| measure | real rows | ours | peer |",
            "| shape | 0.0050 | 0.0200 (0.0100 – 0.0300) | 0.2000 |",
            "| trend, independent | – | 0.5000 (0.4000 – 0.6000) | 0.9000 |",
            "| training, s | – | 102 (100 – 107) | 90 |",
            "| processor time of these, s | – | 204 (200 – 214) | 180 |",
            "| rows drawn/s | – | 20 (10 – 25) | 50 |",
            "| peak memory, GiB | – | 1.50 (1.50 – 1.50) | 1.50 |",
            "| load at the start | – | 0.5 (0.5 – 0.5) | 0.5 |",
            "| load at the end | – | 1.5 (1.5 – 1.5) | 1.5 |",
            "- peer: steps=7");
  }

  @Test
  void aFailureIsALineWithTheBeginningAndTheEndOfItsMessage() throws IOException {
    ContestTable table = table(1);
    table.add("ours", run(1, 1, Map.of()), figures(0.03, 0.5));
    table.fail("peer", 0, "peer ended with exit code 3 and said:\nmuch\n\n  MemoryError: 9 GB\n");
    table.fail("other", 0, "stopped");

    assertThat(table.markdown().lines())
        .contains(
            "- Not measured: peer, seed 0: peer ended with exit code 3 and said: MemoryError: 9 GB",
            "- Not measured: other, seed 0: stopped");
  }

  @Test
  void aTableOfFailuresAloneSaysSo() throws IOException {
    ContestTable table = table(1);
    table.fail("peer", 0, "no such package");

    assertThat(table.markdown()).contains("- Not measured: peer, seed 0: no such package");
  }

  private ContestTable table(int seeds) throws IOException {
    Path train = FakePeers.table(folder.resolve("train.csv"), 11, 0);
    TableTask task =
        new TableTask(train, train, "paid", List.of(), 7, seeds, List.of(), folder.resolve("out"));
    return new ContestTable(task, 11, 2, Map.of("ncsn", "0.1"));
  }

  /** Returns a run that draws 100 rows; drawing takes {@code sampling} seconds. */
  private static ContestRun run(double training, double sampling, Map<String, Object> notes) {
    return new ContestRun(
        training + 9, 2 * training, training, sampling, 100, 3L << 29, 0.5, 1.5, notes);
  }

  private static TableJudge.Figures figures(double shape, double trend) {
    Map<String, Double> own = new LinkedHashMap<>(Map.of("shape", shape));
    return new TableJudge.Figures(own, Map.of("shape", 0.005), Map.of("trend", trend));
  }
}
