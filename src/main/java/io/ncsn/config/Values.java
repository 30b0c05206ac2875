package io.ncsn.config;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The values of all settings, read key by key. A value that is not of its kind becomes a problem,
 * and its default replaces it, so that reading goes on to the next mistake.
 */
public final class Values {
  private final Map<String, ConfigValue> found;
  private final Map<String, ConfigValue> defaults;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Set<String> keysRead = new HashSet<>();

  /**
   * @param found value of every key that is set, defaults included
   * @param defaults value of every known key
   */
  public Values(Map<String, ConfigValue> found, Map<String, ConfigValue> defaults) {
    this.found = found;
    this.defaults = defaults;
  }

  /** The value of a key that has a default. */
  public <T> T read(String key, Kind<T> kind) {
    ConfigValue value = value(key);
    Optional<T> parsed = kind.parse().apply(value);
    if (parsed.isPresent()) {
      return parsed.get();
    }
    reject(key, value, kind.need());
    return kind.parse().apply(defaults.get(key)).orElseThrow();
  }

  /** The value of a key that has no default: empty when it is not set. */
  public <T> Optional<T> readIfSet(String key, Kind<T> kind) {
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
  public void rule(List<String> keys, boolean broken, String message) {
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

  /** Returns whether the value differs from the default. */
  public boolean isChanged(String key) {
    return !rendered(key).equals(Origins.render(defaults.get(key)));
  }

  /** The value as a user would write it. */
  public String rendered(String key) {
    return Origins.render(value(key));
  }

  /** Returns the keys that {@code reading} reads. */
  Set<String> keysReadBy(Runnable reading) {
    Set<String> before = Set.copyOf(keysRead);
    keysRead.clear();
    reading.run();
    Set<String> found = Set.copyOf(keysRead);
    keysRead.addAll(before);
    return found;
  }

  /** A whole number of at least {@code least}; empty for {@code auto}. */
  public OptionalInt autoInteger(String key, int least) {
    return integer(key, Kind.integer(least).orAuto());
  }

  /** A whole number of at least 1; empty for {@code none}. */
  public OptionalInt integerLimit(String key) {
    return integer(key, Kind.integer(1).orNone());
  }

  /** A whole number; empty for the word that {@code kind} takes instead. */
  public OptionalInt integer(String key, Kind<Optional<Integer>> kind) {
    return read(key, kind).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /** A number within {@code bounds}; empty for {@code auto}. */
  public OptionalDouble autoNumber(String key, Bounds bounds) {
    return number(key, Kind.number(bounds).orAuto());
  }

  /** A number within {@code bounds}; empty for {@code none}. */
  public OptionalDouble limit(String key, Bounds bounds) {
    return number(key, Kind.number(bounds).orNone());
  }

  private OptionalDouble number(String key, Kind<Optional<Double>> kind) {
    return read(key, kind).map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  public List<String> problems() {
    return problems;
  }

  public Set<String> keysRead() {
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
