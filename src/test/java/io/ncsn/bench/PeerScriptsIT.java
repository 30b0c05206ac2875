package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.testing.LocalSpark;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The peers' own packages and scripts, on a small table. */
@Needs(value = Tool.PEERS, toTest = "the peers of mixed tables")
class PeerScriptsIT {
  private static final int ROWS = 307;
  private static final double SECONDS = 20;

  @TempDir private Path folder;
  private TableTask task;
  private TableFiles files;
  private PeerScripts scripts;
  private Path schema;

  @BeforeEach
  void prepare() throws IOException {
    Path train = FakePeers.table(folder.resolve("train.csv"), ROWS, 0);
    Path test = FakePeers.table(folder.resolve("test.csv"), 151, 2);
    task =
        new TableTask(train, test, "paid", List.of(), SECONDS, 1, List.of(), folder.resolve("out"));
    files = new TableFiles(LocalSpark.session(), task);
    schema = folder.resolve("schema.json");
    TableFiles.json(schema, files.schema("paid"));
    scripts =
        new PeerScripts(
            new PeerEnvironment(Map.of(PeerEnvironment.VARIABLE, Tool.peersPython()), what -> {}),
            folder.resolve("scripts"));
  }

  static Stream<String> peers() {
    return PeerScripts.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("peers")
  void drawsRowsOfTheTable(String peer) throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));

    ContestRun cost = new PythonContestant(peer, scripts, task, files, schema, 2).run(run, 1);

    Dataset<Row> drawn = files.read(run.resolve(TableContest.SAMPLES));
    assertThat(drawn.columns()).containsExactly("age", "pay", "city", "paid");
    assertThat(drawn.count()).isEqualTo(ROWS);
    assertThat(drawn.filter("age BETWEEN 20 AND 72 AND age = floor(age)").count()).isEqualTo(ROWS);
    assertThat(drawn.filter("pay < 0 OR pay > 30 OR pay <> floor(pay)").count()).isZero();
    assertThat(drawn.filter("city NOT IN ('Rome', 'Oslo')").count()).isZero();
    assertThat(drawn.filter("paid IN ('yes', 'no')").count()).isEqualTo(ROWS);
    assertThat(cost.rows()).isEqualTo(ROWS);
    assertThat(cost.trainSeconds()).isPositive();
    assertThat(cost.peakBytes()).isGreaterThan(1 << 26);
  }

  /** Two programs that share no code, of which one is tested beside SDMetrics. */
  @Test
  void theIndependentMeasuresAreOurs() throws IOException {
    Path samples = FakePeers.table(folder.resolve("fake.csv"), 211, 5);

    TableJudge.Figures figures = new TableJudge(task, files, scripts, schema, 2).measure(samples);

    assertThat(figures.own().get("shape")).as("not two equal tables").isGreaterThan(1e-4);
    Stream.of("shape", "trend", "trend-own-bins")
        .forEach(
            name ->
                assertThat(figures.independent().get(name))
                    .as(name)
                    .isCloseTo(figures.own().get(name), within(1e-6)));
    assertThat(figures.independent())
        .containsOnlyKeys(
            "shape",
            "trend",
            "trend-own-bins",
            "detection-trees",
            "utility-auc",
            "nearer-to-training");
  }

  @Test
  void whatTheScriptsShareIsRight() throws IOException {
    Path check = folder.resolve("scripts/check_peers.py");
    try (InputStream source = PeerScriptsIT.class.getResourceAsStream("check_peers.py")) {
      Files.copy(source, check);
    }
    Path log = folder.resolve("log");

    WatchedProcess done =
        WatchedProcess.run(
            scripts
                .process("check_peers.py", 1, List.of())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()),
            Double.POSITIVE_INFINITY);

    assertThat(done.code()).as(Files.readString(log)).isZero();
  }
}
