package io.ncsn.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.ncsn.config.Leaves;
import io.ncsn.config.Origins;
import io.ncsn.config.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The words of a study itself, such as {@code title}, apart from the settings of its runs. */
final class StudyWords {
  /** The section of lists of values that runs go along. */
  static final String ALONG = "along";

  private static final List<String> SECTIONS = List.of(ALONG, "settings", "variants");
  private static final List<String> WORDS =
      List.of(
          "title",
          "text",
          "measures",
          "x",
          "baseline.variant",
          "baseline.measure",
          "baseline.cost",
          "baseline.within");

  private final SettingsCheck check;
  private final ConfigObject study;
  private final String path;
  private final Map<String, ConfigValue> found;
  private final Values values;

  /**
   * Finds the words; unknown ones are mistakes.
   *
   * @param check receives the mistakes
   * @param path the study's path, which messages name
   */
  StudyWords(SettingsCheck check, ConfigObject study, String path) {
    this.check = check;
    this.study = study;
    this.path = path;
    this.found = found();
    this.values = new Values(found, defaults());
  }

  /** Returns the values of the words, by full key. */
  Values values() {
    return values;
  }

  /** Returns the full key of a word. */
  String key(String word) {
    return path + "." + word;
  }

  /**
   * Adds a mistake if the word is missing.
   *
   * @param need what it must be, such as {@code "the name of a variant"}
   */
  void required(String word, String need) {
    if (!found.containsKey(key(word))) {
      check.problem(
          "%s: %s is not set: need %s; set it".formatted(Origins.describe(study), key(word), need));
    }
  }

  private Map<String, ConfigValue> found() {
    ConfigObject rest = study;
    for (String section : SECTIONS) {
      rest = rest.withoutKey(section);
    }
    Map<String, ConfigValue> words = new HashMap<>();
    Leaves.of(rest)
        .forEach(
            (word, value) -> {
              if (WORDS.contains(word)) {
                words.put(key(word), value);
              } else {
                check.problem(unknown(word, value));
              }
            });
    return words;
  }

  private String unknown(String word, ConfigValue value) {
    return "%s: There is no setting %s: a study has %s"
        .formatted(
            Origins.describe(value),
            key(word),
            String.join(", ", Stream.concat(WORDS.stream(), SECTIONS.stream()).toList()));
  }

  private Map<String, ConfigValue> defaults() {
    Map<String, ConfigValue> defaults = new HashMap<>();
    WORDS.forEach(word -> defaults.put(key(word), ConfigValueFactory.fromAnyRef(null)));
    defaults.put(key("baseline.within"), ConfigValueFactory.fromAnyRef(0.05, "docs/compare.md"));
    return defaults;
  }
}
