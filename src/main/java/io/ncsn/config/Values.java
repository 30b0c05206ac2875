package io.ncsn.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
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
import java.util.SortedMap;
import java.util.TreeMap;

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

  /**
   * The values of a setting that is a table of names. Names in sections are joined by dots. An
   * entry that is not of the kind becomes a problem and is left out.
   */
  public <T> SortedMap<String, T> table(String key, Kind<T> kind) {
    ConfigValue value = value(key);
    if (value instanceof ConfigObject table) {
      SortedMap<String, T> entries = new TreeMap<>();
      addEntries(key, "", table, kind, entries);
      return entries;
    }
    reject(key, value, "names in braces, each with " + kind.need());
    return new TreeMap<>();
  }

  /**
   * The entries of a setting that is a section of names, for the caller to read. Names in sections
   * are joined by dots.
   */
  SortedMap<String, ConfigValue> section(String key, String need) {
    SortedMap<String, ConfigValue> entries = new TreeMap<>();
    if (value(key) instanceof ConfigObject section) {
      Leaves.of(section)
          .forEach(
              (path, entry) -> entries.put(String.join(".", ConfigUtil.splitPath(path)), entry));
    } else {
      reject(key, value(key), need);
    }
    return entries;
  }

  /** Adds a problem of an entry of the section {@code key}. */
  void mistake(String key, ConfigValue entry, String message) {
    unreadable.add(key);
    problems.add(Origins.describe(entry) + ": " + message);
  }

  /** As {@link #table}; a single value is the one of the name {@code all}. */
  public <T> SortedMap<String, T> tableOrOne(String key, Kind<T> kind, String all) {
    if (value(key) instanceof ConfigObject) {
      return table(key, kind);
    }
    Optional<T> one = kind.parse().apply(value(key));
    if (one.isEmpty()) {
      reject(key, value(key), kind.need() + ", or names in braces, each with one of these");
    }
    return new TreeMap<>(one.map(found -> Map.of(all, found)).orElse(Map.of()));
  }

  private <T> void addEntries(
      String key, String prefix, ConfigObject table, Kind<T> kind, Map<String, T> entries) {
    for (Map.Entry<String, ConfigValue> entry : table.entrySet()) {
      String name = prefix + entry.getKey();
      if (entry.getValue() instanceof ConfigObject section) {
        addEntries(key, name + ".", section, kind, entries);
        continue;
      }
      kind.parse()
          .apply(entry.getValue())
          .ifPresentOrElse(
              parsed -> entries.put(name, parsed),
              () -> rejectEntry(key, name, entry.getValue(), kind.need()));
    }
  }

  private void rejectEntry(String key, String name, ConfigValue value, String need) {
    unreadable.add(key);
    problems.add(
        "%s: Cannot set %s of column '%s' to %s: need %s; mend it, or leave it out"
            .formatted(Origins.describe(value), key, name, Origins.quote(value), need));
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
    if (!unreadable.add(key)) {
      return; // another part of the program has read it too
    }
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
