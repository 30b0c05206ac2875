package io.ncsn.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import io.ncsn.config.Leaves;
import io.ncsn.config.NoiseSettings;
import io.ncsn.config.Reference;
import io.ncsn.config.Values;
import io.ncsn.network.NetworkSettings;
import io.ncsn.noise.ScheduleKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

  @Test
  void everyKeyOfTheReferenceIsReadAndNoOther() {
    var defaults = Leaves.of(Reference.config().root());
    Values values = new Values(defaults, defaults);
    Settings.read(values);
    assertThat(values.keysRead()).isEqualTo(defaults.keySet());
    assertThat(values.problems()).isEmpty();
  }

  @Test
  void anEmptyFileGivesTheDefaults() {
    Settings settings = ConfigTexts.read("").settings();
    assertThat(settings.network().architecture().hidden()).containsExactly(256, 256, 256);
    assertThat(settings.network().form()).isEqualTo(NetworkSettings.Form.EDM);
    assertThat(settings.noise())
        .isEqualTo(
            new NoiseSettings(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                ScheduleKind.GEOMETRIC));
    assertThat(settings.train().clipNorm()).hasValue(10);
    assertThat(settings.train().maxSeconds()).isEmpty();
    assertThat(settings.data().columns()).isEmpty();
    assertThat(settings.data().features()).isEmpty();
    assertThat(settings.output()).isEmpty();
  }

  @Test
  void setGoesOverTheFileAndTheFileOverTheDefaults() {
    EffectiveSettings read =
        ConfigTexts.read(
            "train.seed = 1\ntrain {\n  replicas = 3\n}", "train.seed=5", "train.seed=7");
    assertThat(read.settings().train().seed()).isEqualTo(7);
    assertThat(read.settings().train().replicas()).isEqualTo(3);
    assertThat(read.values())
        .contains(
            new EffectiveValue("train.seed", "7", "--set"),
            new EffectiveValue("train.replicas", "3", "job.conf:3"));
    assertThat(value(read, "train.batch-size").origin()).matches("reference\\.conf:\\d+");
  }

  @Test
  void aFileIncludesAnotherBesideIt() {
    Map<String, String> files =
        Map.of(
            "job.conf",
            "include \"base.conf\"\ntrain.seed = 2",
            "base.conf",
            "\ntrain { seed = 1, replicas = 4 }");
    EffectiveSettings read = ConfigTexts.read(files, Set.of());
    assertThat(read.settings().train().seed()).isEqualTo(2);
    assertThat(value(read, "train.replicas").origin()).isEqualTo("base.conf:2");
  }

  @Test
  void includesAreRelativeToTheIncludingFile() {
    Map<String, String> files =
        Map.of(
            "hdfs://host/a/job.conf", "include \"b/base.conf\"",
            "hdfs://host/a/b/base.conf", "include \"/more.conf\"",
            "/more.conf", "train.seed = 9");
    EffectiveSettings read =
        new SettingsReader(files::get)
            .read(Optional.of("hdfs://host/a/job.conf"), List.of(), Set.of());
    assertThat(read.settings().train().seed()).isEqualTo(9);
  }

  @Test
  void systemPropertiesAreNotSettings() {
    String before = System.setProperty("train.seed", "99");
    try {
      assertThat(ConfigTexts.read("").settings().train().seed()).isZero();
      assertThatThrownBy(() -> ConfigTexts.read("output = ${java.version}"))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("java.version");
    } finally {
      if (before == null) {
        System.clearProperty("train.seed");
      } else {
        System.setProperty("train.seed", before);
      }
    }
  }

  @Test
  void substitutionsSeeOverridesAndTheEnvironment() {
    assertThat(ConfigTexts.read("output = runs/${train.seed}", "train.seed=12").settings().output())
        .isEqualTo("runs/12");
    assertThat(ConfigTexts.read("output = ${PATH}").settings().output())
        .isEqualTo(System.getenv("PATH"));
  }

  @Test
  void resolvedAutoKeepsItsOrigin() {
    EffectiveSettings resolved =
        ConfigTexts.read("noise.levels = auto").resolved("noise.levels", "24");
    assertThat(value(resolved, "noise.levels"))
        .isEqualTo(new EffectiveValue("noise.levels", "24", "auto, job.conf:1"));
    assertThatThrownBy(() -> resolved.resolved("noise.level", "24"))
        .hasMessage("There is no setting 'noise.level'");
  }

  private static EffectiveValue value(EffectiveSettings read, String key) {
    return read.values().stream().filter(v -> v.key().equals(key)).findFirst().orElseThrow();
  }
}
