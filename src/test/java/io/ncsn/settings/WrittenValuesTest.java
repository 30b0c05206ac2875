package io.ncsn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.ncsn.config.Leaves;
import io.ncsn.config.Reference;
import io.ncsn.config.Values;
import io.ncsn.sample.DpmSolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which a value may be written. */
class WrittenValuesTest {
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
}
