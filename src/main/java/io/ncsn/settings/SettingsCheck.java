package io.ncsn.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.ncsn.config.KnownKeys;
import io.ncsn.config.Leaves;
import io.ncsn.config.Origins;
import io.ncsn.config.Redaction;
import io.ncsn.config.Values;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Checks resolved configurations against {@code reference.conf}, and gathers their mistakes. */
final class SettingsCheck {
  private final Config reference;
  private final SortedMap<String, ConfigValue> defaults;
  private final KnownKeys known;

  /** Keys of sections whose entries have names of the user's, such as columns. */
  private final Set<String> open;

  private final Set<String> problems = new LinkedHashSet<>();

  SettingsCheck(Config reference) {
    this.reference = reference;
    this.defaults = Leaves.of(reference.root());
    this.known = new KnownKeys(defaults.keySet());
    this.open =
        defaults.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof ConfigObject)
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());
  }

  Config reference() {
    return reference;
  }

  boolean isKnown(String key) {
    return known.contains(key) || isOpen(key);
  }

  /** Returns whether the key is a section whose entries have names of the user's, or in one. */
  boolean isOpen(String key) {
    return open.stream().anyMatch(section -> (key + ".").startsWith(section + "."));
  }

  /** Each once, in the order found. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  void problem(String message) {
    problems.add(message);
  }

  void unknown(String origin, String key, String value) {
    problem(
        "%s: There is no setting %s (found %s): did you mean %s? 'ncsn config' lists all settings"
            .formatted(origin, key, Redaction.show(key, value), known.nearest(key)));
  }

  /**
   * The settings of {@code root}, which holds the defaults too; where it is mistaken, defaults
   * stand in.
   */
  EffectiveSettings settings(ConfigObject root, Set<Requirement> requirements) {
    SortedMap<String, ConfigValue> found = Leaves.of(StudiesReader.without(root), open);
    found.forEach(
        (key, value) -> {
          if (!isKnown(key)) {
            unknown(Origins.describe(value), key, Origins.render(value));
          }
        });
    Values values = new Values(found, defaults);
    Settings settings = Settings.read(values);
    new Contradictions(settings, values).check(requirements);
    values.problems().forEach(this::problem);
    return new EffectiveSettings(settings, effective(found));
  }

  /** A section where a value belongs is a mistake told elsewhere: the default stands in. */
  private List<EffectiveValue> effective(Map<String, ConfigValue> found) {
    return defaults.entrySet().stream()
        .map(
            setting -> {
              ConfigValue value = found.getOrDefault(setting.getKey(), setting.getValue());
              return new EffectiveValue(
                  setting.getKey(), Origins.render(value), Origins.describe(value));
            })
        .toList();
  }
}
