package io.ncsn.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.config.EffectiveSettings;
import io.ncsn.config.SettingOverride;
import io.ncsn.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  @TempDir private Path folder;

  private static EffectiveSettings settings() {
    return new SettingsReader(location -> "")
        .read(Optional.empty(), List.of(SettingOverride.parse("train.seed=7")), Set.of());
  }

  @Test
  void jsonHasTheFactsInOrderThenSettingsAndVersions() throws IOException {
    RunRecord record =
        new RunRecord("train", settings())
            .put("train.seconds", 12.5)
            .put("train.loss", Double.NaN)
            .put("parameters-sha256", "ab")
            .put("train.seconds", 13.5);
    record.settle(record.settings().resolved("noise.levels", "24"));
    JsonNode json = new ObjectMapper().readTree(record.json());
    assertThat(names(json))
        .containsExactly(
            "command", "train.seconds", "train.loss", "parameters-sha256", "settings", "versions");
    assertThat(json.path("train.seconds").asDouble()).isEqualTo(13.5);
    assertThat(json.path("train.loss").asText()).isEqualTo("NaN");
    JsonNode inForce = json.path("settings");
    assertThat(inForce.size()).isEqualTo(settings().values().size());
    assertThat(inForce.path("train.seed").path("value").asText()).isEqualTo("7");
    assertThat(inForce.path("train.seed").path("origin").asText()).isEqualTo("--set");
    assertThat(inForce.path("noise.levels").path("value").asText()).isEqualTo("24");
  }

  @Test
  void versionsNameEverythingItRanOn() {
    assertThat(Versions.all().keySet())
        .containsExactly("ncsn", "java", "spark", "hadoop", "dl4j", "libtorch", "os", "cpu");
    assertThat(Versions.all()).containsEntry("spark", "3.5.8").containsEntry("hadoop", "3.3.6");
    assertThat(Versions.all().get("dl4j")).startsWith("1.0.0-M2");
    assertThat(Versions.all().get("libtorch")).startsWith("2.");
  }

  @Test
  void metricsGoOnWhereAnInterruptedRunStopped() throws IOException {
    Storage storage = new Storage(new Configuration());
    var path = new org.apache.hadoop.fs.Path(folder.toUri().getPath(), "metrics.jsonl");
    MetricsLog first = new MetricsLog(storage, path);
    first.add(Map.of("round", 1));
    assertThat(folder.resolve("metrics.jsonl")).doesNotExist();
    first.flush();
    MetricsLog second = new MetricsLog(storage, path);
    second.add(Map.of("round", 2));
    second.flush();
    assertThat(Files.readString(folder.resolve("metrics.jsonl")))
        .isEqualTo("{\"round\":1}\n{\"round\":2}\n");
    assertThat(folder).isDirectoryNotContaining("glob:**.crc");
  }

  private static List<String> names(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
