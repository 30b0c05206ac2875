package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.config.ConfigException;
import io.ncsn.config.Json;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole comparisons, by a script in the place of the peers' Python. */
class TableContestTest {
  /** CTGAN gives the training rows back, TVAE fails, all others are the measures. */
  private static final String PEERS =
      "case \"$script\" in\n"
          + "*peer_ctgan.py) cp \"$train\" \"$output\"; echo '{\"train-seconds\": 1,"
          + " \"sample-seconds\": 1, \"rows\": 101, \"peak-bytes\": 1}' > \"$record\";;\n"
          + "*peer_*) echo 'no luck' >&2; exit 3;;\n"
          + "*) echo '{\"shape\": 0.4321}';;\n"
          + "esac";

  private final List<String> told = new ArrayList<>();
  @TempDir private Path folder;
  private Path train;
  private Path test;
  private Map<String, String> environment;

  @BeforeEach
  void prepare() throws IOException {
    train = FakePeers.table(folder.resolve("train.csv"), 101, 0);
    test = FakePeers.table(folder.resolve("test.csv"), 53, 1);
    environment = FakePeers.python(folder, PEERS);
  }

  @Test
  void aPeerThatFailsIsALineAndTheOthersAreMeasured() throws IOException {
    String table = run(2, "tvae", "ctgan");

    assertThat(table)
        .contains("| measure | real rows | ctgan |")
        .containsPattern("\\| shape \\| 0\\.\\d{4} \\| 0\\.0000 \\(0\\.0000 – 0\\.0000\\) \\|")
        .contains("| shape, independent | – | 0.4321 (0.4321 – 0.4321) |")
        .contains("- Not measured: tvae, seed 0: tvae ended with exit code 3: no luck")
        .contains("- Not measured: tvae, seed 1: tvae ended with exit code 3: no luck");
    JsonNode schema = Json.MAPPER.readTree(folder.resolve("out/schema.json").toFile());
    assertThat(schema.path("target").asText()).isEqualTo("paid");
    assertThat(schema.path("categories"))
        .extracting(JsonNode::asText)
        .containsExactly("city", "paid");
  }

  @Test
  void whatIsFinishedIsNotMadeAgain() throws IOException {
    String first = run(1, "ctgan");
    told.clear();
    Files.writeString(folder.resolve("python"), "#!/bin/sh\nexit 9\n");

    assertThat(run(1, "ctgan")).isEqualTo(first);
    assertThat(told).isEmpty();
  }

  @Test
  void anotherTaskNeedsAnotherDirectory() throws IOException {
    run(1, "ctgan");
    test = FakePeers.table(folder.resolve("other.csv"), 53, 2);

    assertThatThrownBy(() -> run(1, "ctgan"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("Cannot continue in", "other.csv", "give another --output");
  }

  @Test
  void unknownGeneratorsAndColumnsAreNamed() {
    assertThatThrownBy(() -> run(1, "gan"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot run 'gan': --peer-tables knows ncsn, ncsn-pytorch, tabddpm, ctgan, tvae,"
                + " forest-diffusion");
    assertThatThrownBy(() -> contest("wage", 1, List.of("ctgan")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot compare by column 'wage': the table has age, pay, city, paid; see --target and"
                + " --categories");
  }

  private String run(int seeds, String... only) {
    return contest("paid", seeds, List.of(only));
  }

  private String contest(String target, int seeds, List<String> only) {
    TableTask task =
        new TableTask(train, test, target, List.of(), 3, seeds, only, folder.resolve("out"));
    return new TableContest(task, LocalSpark::session, Map.of("ncsn", "0.1"), environment)
        .run(told::add);
  }
}
