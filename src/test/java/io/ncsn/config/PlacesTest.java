package io.ncsn.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.Settings;
import io.ncsn.settings.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
  @ParameterizedTest
  @CsvSource({
    "~, /home/me",
    "~/, /home/me/",
    "~/a b/c.csv, /home/me/a b/c.csv",
    "~x, ~x",
    "a/~/b, a/~/b",
    "hdfs://h/~/b, hdfs://h/~/b",
    "dataset:digits, dataset:digits"
  })
  void aLeadingTildeIsTheHomeDirectory(String location, String expanded) {
    assertThat(Places.expand(location, Map.of("HOME", "/home/me"))).isEqualTo(expanded);
  }

  @Test
  void withoutAVariableTheHomeIsJavas() {
    assertThat(Places.expand("~/a", Map.of())).isEqualTo(System.getProperty("user.home") + "/a");
  }

  @Test
  void everyPathSettingTakesIt() {
    SettingsReader reader = new SettingsReader(location -> "");
    Settings settings =
        reader
            .read(
                Optional.empty(),
                List.of(
                    SettingOverride.parse("data.input=~/t.csv"),
                    new SettingOverride("output", "~/o", "--output")),
                Set.of())
            .settings();
    assertThat(settings.data().input()).isEqualTo(Places.expand("~/t.csv")).doesNotContain("~");
    assertThat(settings.output()).isEqualTo(Places.expand("~/o")).doesNotContain("~");
  }

  @Test
  void aMissingSlashIsSaid() {
    assertThat(Places.mistake("file://tmp/x").orElseThrow())
        .isEqualTo(
            "after file:// stands the name of a machine, here 'tmp'; write file:///tmp/x or a plain path");
  }

  @Test
  void theHomeOfAnotherIsNotKnown() {
    assertThat(Places.mistake("~somebody/x").orElseThrow()).contains("only ~/ is known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///tmp/x", "file:/tmp/x", "/tmp/x", "s3a://b/x", "~/x", "~x", ""})
  void othersAreRight(String location) {
    assertThat(Places.mistake(location)).isEmpty();
  }
}
