package io.ncsn.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.ncsn.config.ConfigException;
import io.ncsn.config.Leaves;
import io.ncsn.config.NoiseSettings;
import io.ncsn.config.Reference;
import io.ncsn.config.Values;
import io.ncsn.network.NetworkSettings;
import io.ncsn.network.Precision;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.sample.DpmSolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"[a, b]", "a,b", "a , b", "[\"a\", \"b\"]"})
  void listsMayBeBracketedOrSeparatedByCommas(String list) {
    assertThat(ConfigTexts.read("", "data.exclude=" + list).settings().data().exclude())
        .containsExactly("a", "b");
  }

  @Test
  void aBareValueIsAListOfOneAndNothingIsAnEmptyList() {
    assertThat(ConfigTexts.read("", "data.exclude=class").settings().data().exclude())
        .containsExactly("class");
    assertThat(ConfigTexts.read("data.exclude = [x]", "data.exclude=").settings().data().exclude())
        .isEmpty();
    assertThat(ConfigTexts.read("network.hidden = 64").settings().network().architecture().hidden())
        .containsExactly(64);
    assertThat(
            ConfigTexts.read("", "network.hidden=[128,128]")
                .settings()
                .network()
                .architecture()
                .hidden())
        .isEqualTo(
            ConfigTexts.read("", "network.hidden=128,128")
                .settings()
                .network()
                .architecture()
                .hidden());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "unet"})
  void trainingMayBeIn16Bits(String architecture) {
    String image = "data.image { width = 5, height = 3 }";
    assertThat(
            ConfigTexts.read(
                    "train.precision = bfloat16\nnetwork.avoid = [fused-adam]\n%s\nnetwork.architecture = %s"
                        .formatted(architecture.equals("unet") ? image : "", architecture))
                .settings()
                .train()
                .precision())
        .isEqualTo(Precision.BFLOAT16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "true; true",
        "[false, true]; true",
        "false; false",
        "[true, false]; [true, false]",
        "\"true,true\"; [true, true]"
      })
  void attentionIsOneFlagOrAFlagForEachLevel(String written, String meant) {
    String text =
        "data.image { width = 5, height = 3 }\nnetwork { architecture = unet, unet.attention = %s }";
    assertThat(ConfigTexts.read(text.formatted(written)).settings().network().architecture())
        .asString()
        .endsWith("attention=" + meant + "]");
  }

  /** A list whose end alone is true means one flag, but not one of a network with more levels. */
  @ParameterizedTest
  @ValueSource(strings = {"[false, true]", "[true, false]", "[false, false, false, true]"})
  void attentionHasAsManyFlagsAsThereAreLevels(String flags) {
    String text =
        "data.image { width = 5, height = 3 }\nnetwork { architecture = unet, unet { channels = [16, 32, 48], blocks = [2, 2, 2], attention = %s } }";
    assertThatThrownBy(() -> ConfigTexts.read(text.formatted(flags)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "network.unet.attention is %s, but network.unet.channels is [16, 32, 48], and each level needs one flag"
                .formatted(flags));
  }

  /** 4·2304² weights of four bytes, for 64 images, are 5.06 GiB. */
  @Test
  void attentionOfOneFlagBetweenManyPixelsIsWarnedOfAndAListRefused() {
    String text =
        "data.image { width = %d, height = 48 }\nnetwork { architecture = unet, unet { patch = 1, channels = %s, blocks = %s, attention = %s } }";
    String takes =
        "has 48 x 48 pixels, between which attention of 4 heads takes 5.1 GiB for 64 images";
    assertThat(warning(text.formatted(48, "[16]", "[2]", "true")))
        .hasValue(
            "network.unet.attention is true, and level 1 %s; if that is too much, set it to false, or set a larger network.unet.patch"
                .formatted(takes));
    assertThat(warning(text.formatted(48, "[16]", "[1]", "true"))).as("one block").isEmpty();
    assertThat(warning(text.formatted(48, "[16]", "[2]", "false"))).isEmpty();
    String list = text.replace("48 }", "95 }").formatted(95, "[16, 32]", "[2, 2]", "[false, true]");
    assertThatThrownBy(() -> ConfigTexts.read(list))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("network.unet.attention is [false, true], but level 2 " + takes);
  }

  private static Optional<String> warning(String text) {
    return ConfigTexts.read(text).settings().network().architecture().warning();
  }

  @Test
  void plainTextOnTheCommandLineNeedsNoQuotes() {
    String uri = "s3a://bucket/a b/part-*.csv?x=1#y";
    assertThat(ConfigTexts.read("", "data.input=" + uri).settings().data().input()).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000", "1e6", "1000000.0", "\"1e6\""})
  void wholeNumbersMayBeWrittenInAnyNotation(String number) {
    assertThat(ConfigTexts.read("sample.count = " + number).settings().sample().count())
        .isEqualTo(1_000_000);
  }

  @Test
  void everyOptionalSettingTakesAuto() {
    var defaults = Leaves.of(Reference.config().root());
    Values autos =
        new Values(
            Leaves.of(
                ConfigFactory.parseString(
                        """
                        data { columns = auto, features = auto }
                        noise { sigma-begin = auto, sigma-end = auto, levels = auto }
                        train { averaging-frequency = auto, max-seconds = auto, max-rounds = auto,
                          clip-norm = auto, validate-every = auto, patience = auto, target-loss = auto,
                          checkpoint-every = auto }
                        sample { steps-per-level = auto, step-size = auto, partitions = auto }
                        report.image-width = auto
                        """)
                    .root()),
            defaults);
    Settings settings = Settings.read(autos);
    assertThat(autos.problems()).isEmpty();
    assertThat(settings.train().clipNorm()).isEmpty();
    assertThat(settings.train().patience()).isEmpty();
    assertThat(settings.train().targetLoss()).isEmpty();
    assertThat(settings.sample().method()).isEqualTo(new DpmSolver(0));
  }

  @Test
  void effectiveSettingsReadBackToTheSameSettings() {
    EffectiveSettings first =
        ConfigTexts.read(
            "output = \"a b\", data { input = \"x,y.csv\", columns = [\"c 1\", c2] }, noise.sigma-begin = 7",
            "train.learning-rate=3e-4",
            "sample.count=12345678901");
    String[] sets =
        first.values().stream()
            .filter(value -> !value.value().equals("(not set)"))
            .map(value -> value.key() + "=" + value.value())
            .toArray(String[]::new);
    assertThat(ConfigTexts.read("", sets).settings()).isEqualTo(first.settings());
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "digits",
        "digits-quick",
        "digits-unet",
        "fashion-mnist",
        "fashion-mnist-quick",
        "mixture",
        "table"
      })
  void everyShippedConfigurationIsComplete(String name) {
    Set<Requirement> requirements = Set.of(Requirement.values());
    String[] own =
        name.equals("table") ? new String[] {"data.input=x.csv", "output=y"} : new String[0];
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

  private static EffectiveValue value(EffectiveSettings read, String key) {
    return read.values().stream().filter(v -> v.key().equals(key)).findFirst().orElseThrow();
  }
}
