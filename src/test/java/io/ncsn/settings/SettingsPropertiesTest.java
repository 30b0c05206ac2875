package io.ncsn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** What holds for every configuration, right or wrong. */
class SettingsPropertiesTest {

  /** Settings that go together with one another and with all defaults. */
  @Provide
  Arbitrary<SortedMap<String, String>> settings() {
    Map<String, Arbitrary<String>> values =
        Map.of(
            "train.seed", Arbitraries.longs().map(String::valueOf),
            "train.batch-size", Arbitraries.integers().between(1, 1 << 19).map(String::valueOf),
            "train.learning-rate",
                Arbitraries.doubles().between(1e-12, 1e3).ofScale(15).map(String::valueOf),
            "data.holdout", Arbitraries.doubles().between(0, 0.999).ofScale(6).map(String::valueOf),
            "data.exclude", names(),
            "network.hidden",
                Arbitraries.integers()
                    .between(1, 4096)
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(5)
                    .map(List::toString),
            "noise.levels", Arbitraries.integers().between(2, 10_000).map(String::valueOf),
            "report.title", names(),
            "train.max-rounds", Arbitraries.of("none", "auto", "7", "2147483647"),
            "sample.clip-denoised", Arbitraries.of("true", "false"));
    return Arbitraries.subsetOf(values.keySet())
        .flatMap(
            keys ->
                Combinators.combine(
                        keys.stream()
                            .sorted()
                            .map(key -> values.get(key).map(value -> Map.entry(key, value)))
                            .toList())
                    .as(
                        entries ->
                            new TreeMap<>(
                                entries.stream()
                                    .collect(
                                        Collectors.toMap(
                                            Map.Entry::getKey, Map.Entry::getValue)))));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.strings()
        .withChars("abcXYZ019 _.:/<>&'${}äß漢#!?*")
        .ofMinLength(1)
        .ofMaxLength(12)
        .filter(text -> !text.isBlank() && text.equals(text.strip()));
  }

  /** In a file as after --set, and read again from what {@code ncsn config} shows. */
  @Property(seed = "50501", tries = 300)
  void aSettingMeansTheSameWhereverItStands(
      @ForAll("settings") SortedMap<String, String> settings) {
    String file =
        settings.entrySet().stream()
            .map(s -> s.getKey() + " = " + literal(s.getValue()))
            .collect(Collectors.joining("\n"));
    String[] sets =
        settings.entrySet().stream()
            .map(s -> s.getKey() + "=" + s.getValue())
            .toArray(String[]::new);
    Settings ofFile = ConfigTexts.read(file).settings();
    EffectiveSettings ofSets = ConfigTexts.read("", sets);
    assertThat(ofSets.settings()).isEqualTo(ofFile);
    String[] shown =
        ofSets.values().stream()
            .filter(value -> !value.value().equals("(not set)"))
            .map(value -> value.key() + "=" + value.value())
            .toArray(String[]::new);
    assertThat(ConfigTexts.read("", shown).settings()).isEqualTo(ofFile);
    assertThat(ConfigTexts.read("train.seed = 3\nreport.title = \"x\"\n" + file).settings().data())
        .isEqualTo(ofFile.data());
  }

  /** Any text at all is read or refused in words. */
  @Property(seed = "50502", tries = 2000)
  void textIsReadOrRefusedInWords(
      @ForAll @StringLength(max = 60) String text,
      @ForAll("hocon") String hocon,
      @ForAll("keys") String key) {
    for (String job : new String[] {text, hocon, key + " = " + text, key + hocon}) {
      try {
        ConfigTexts.read(job);
      } catch (ConfigException e) {
        assertThat(e.problems()).isNotEmpty().noneMatch(String::isBlank);
      }
    }
  }

  @Provide
  Arbitrary<String> hocon() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            "=",
            ":",
            ",",
            "\n",
            "\"",
            "\"\"\"",
            "${",
            "${?",
            "}",
            "+=",
            "//",
            "#",
            ".",
            " ",
            "include",
            "file(",
            ")",
            "train",
            "seed",
            "data.input",
            "null",
            "1e999",
            "\\u12",
            "\\",
            "compare.studies",
            "-",
            "''",
            "auto",
            "none",
            "true")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of(
        "train.seed", "data.columns", "network.hidden", "output", "compare.studies.a");
  }

  private static String literal(String value) {
    return value.startsWith("[") ? value : '"' + value + '"';
  }
}
