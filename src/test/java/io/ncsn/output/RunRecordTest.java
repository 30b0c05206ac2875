package io.ncsn.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunRecordTest {
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
    record.settings(record.settings().resolved("noise.levels", "24"));
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

  private static List<String> names(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
