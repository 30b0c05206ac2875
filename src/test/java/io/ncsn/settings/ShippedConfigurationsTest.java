package io.ncsn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code conf}. */
class ShippedConfigurationsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "digits",
        "digits-quick",
        "digits-unet",
        "fashion-mnist",
        "fashion-mnist-quick",
        "mixture",
        "numbers",
        "table"
      })
  void everyShippedConfigurationIsComplete(String name) {
    Set<Requirement> requirements = Set.of(Requirement.values());
    String[] own =
        List.of("numbers", "table").contains(name)
            ? new String[] {"data.input=x.csv", "output=y"}
            : new String[0];
    List<SettingOverride> overrides = List.of(own).stream().map(SettingOverride::parse).toList();
    SettingsReader reader = new SettingsReader(file -> Files.readString(Path.of(file)));
    Settings settings =
        reader.read(Optional.of("conf/" + name + ".conf"), overrides, requirements).settings();
    assertThat(settings.output()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compare-objectives",
        "compare-samplers",
        "compare-schedules",
        "compare-averaging"
      })
  void everyShippedComparisonIsComplete(String name) {
    SettingsReader reader = new SettingsReader(file -> Files.readString(Path.of(file)));
    assertThat(reader.readComparison(Optional.of("conf/" + name + ".conf"), List.of()).studies())
        .allSatisfy(study -> assertThat(study.text()).isNotEmpty());
  }

  @Test
  void everyFileInConfIsTested() throws Exception {
    try (var files = Files.list(Path.of("conf"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "digits.conf",
              "digits-quick.conf",
              "digits-unet.conf",
              "fashion-mnist.conf",
              "fashion-mnist-quick.conf",
              "mixture.conf",
              "numbers.conf",
              "table.conf",
              "compare-objectives.conf",
              "compare-samplers.conf",
              "compare-schedules.conf",
              "compare-averaging.conf");
    }
  }
}
