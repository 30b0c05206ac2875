package io.ncsn.config;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values found, read key by key: a value that is not of its kind becomes a problem, and its
 * default stands in for it so that reading goes on to the next mistake.
 */
final class Values {
  private final Map<String, ConfigValue> found;
  private final Map<String, ConfigValue> defaults;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Set<String> keysRead = new HashSet<>();

  /**
   * @param found value of every key that is set, defaults included
   * @param defaults value of every known key
   */
  Values(Map<String, ConfigValue> found, Map<String, ConfigValue> defaults) {
    this.found = found;
    this.defaults = defaults;
  }

  /** The value of a key that has a default. */
  <T> T read(String key, Kind<T> kind) {
    ConfigValue value = value(key);
    Optional<T> parsed = kind.parse().apply(value);
    if (parsed.isPresent()) {
      return parsed.get();
    }
    reject(key, value, kind.need());
    return kind.parse().apply(defaults.get(key)).orElseThrow();
  }

  /** The value of a key that has no default: empty when it is not set. */
  <T> Optional<T> readIfSet(String key, Kind<T> kind) {
    ConfigValue value = value(key);
    if (value.valueType() == ConfigValueType.NULL) {
      return Optional.empty();
    }
    Optional<T> parsed = kind.parse().apply(value);
    if (parsed.isEmpty()) {
      reject(key, value, kind.need());
    }
    return parsed;
  }

  /** Adds a problem of several settings together, unless one of them could not be read itself. */
  void rule(List<String> keys, boolean broken, String message) {
    if (!broken || keys.stream().anyMatch(unreadable::contains)) {
      return;
    }
    String where =
        keys.stream()
            .map(this::value)
            .map(Origins::describe)
            .filter(origin -> !origin.startsWith(Reference.NAME))
            .findFirst()
            .map(origin -> origin + ": ")
            .orElse("");
    problems.add(where + message);
  }

  /** Whether the value is another than the default. */
  boolean isChanged(String key) {
    return !rendered(key).equals(Origins.render(defaults.get(key)));
  }

  /** The value as a user would write it. */
  String rendered(String key) {
    return Origins.render(value(key));
  }

  List<String> problems() {
    return problems;
  }

  Set<String> keysRead() {
    return keysRead;
  }

  private ConfigValue value(String key) {
    keysRead.add(key);
    return found.getOrDefault(key, defaults.get(key));
  }

  private void reject(String key, ConfigValue value, String need) {
    unreadable.add(key);
    ConfigValue standard = defaults.get(key);
    String mend =
        standard.valueType() == ConfigValueType.NULL
            ? "mend it"
            : "mend it, or leave it out for the default " + Origins.render(standard);
    problems.add(
        "%s: Cannot set %s to %s: need %s; %s"
            .formatted(Origins.describe(value), key, Origins.quote(value), need, mend));
  }
}
