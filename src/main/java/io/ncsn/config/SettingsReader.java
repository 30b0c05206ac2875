package io.ncsn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.UnresolvedSubstitution;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Reads the settings of a run: {@code --set} over the file over {@code reference.conf}. System
 * properties are not settings; environment variables only where a file asks for them by {@code
 * ${NAME}}.
 */
public final class SettingsReader {
  private final ConfigFiles files;

  /**
   * @param files opens the configuration file and what it includes
   */
  public SettingsReader(ConfigFiles files) {
    this.files = files;
  }

  /**
   * Reads and checks everything.
   *
   * @param file the configuration file, a local path or any URI that {@code files} can open
   * @param overrides later ones win
   * @param requirements what must be set beside what has a default
   * @throws ConfigException with every mistake found, each with its place
   */
  public EffectiveSettings read(
      Optional<String> file, List<SettingOverride> overrides, Set<Requirement> requirements) {
    Config reference = Reference.load();
    SortedMap<String, ConfigValue> defaults = Leaves.of(reference.root());
    KnownKeys known = new KnownKeys(defaults.keySet());
    List<String> problems = new ArrayList<>();

    Config given =
        overrides(overrides, known, problems)
            .withFallback(file.map(this::parse).orElse(ConfigFactory.empty()));
    Map<String, ConfigValue> found = Leaves.of(resolve(given.withFallback(reference)));
    unknownKeys(found, known, problems);

    Values values = new Values(found, defaults);
    Settings settings = new SettingsBuilder(values).build();
    new Contradictions(settings, values).check(requirements);
    problems.addAll(values.problems());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new EffectiveSettings(settings, effective(found, defaults.keySet()));
  }

  private Config parse(String file) {
    return new ConfigParser(files).parse(file);
  }

  /** Overrides of known keys; of a key that is not known only the problem remains. */
  private static Config overrides(
      List<SettingOverride> overrides, KnownKeys known, List<String> problems) {
    Config config = ConfigFactory.empty();
    for (SettingOverride override : overrides) {
      if (!known.contains(override.key())) {
        problems.add(unknown(override.origin(), override.key(), override.value(), known));
        continue;
      }
      try {
        config = override.parsed().atPath(override.key()).withFallback(config);
      } catch (com.typesafe.config.ConfigException notHocon) {
        problems.add(
            "%s: Cannot set %s to %s: need plain text, or a list in brackets; mend the brackets and quotes"
                .formatted(override.origin(), override.key(), override.value()));
      }
    }
    return config;
  }

  private static ConfigObject resolve(Config config) {
    try {
      return config.resolve(ConfigResolveOptions.defaults()).root();
    } catch (UnresolvedSubstitution e) {
      throw new ConfigException(
          "Cannot resolve a substitution: %s; define it in the file or the environment"
              .formatted(e.getMessage()));
    }
  }

  private static void unknownKeys(
      Map<String, ConfigValue> found, KnownKeys known, List<String> problems) {
    found.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            problems.add(unknown(Origins.describe(value), key, Origins.render(value), known));
          }
        });
  }

  private static String unknown(String origin, String key, String value, KnownKeys known) {
    return "%s: There is no setting %s (found %s): did you mean %s? 'ncsn config' lists all settings"
        .formatted(origin, key, Redaction.show(key, value), known.nearest(key));
  }

  private static List<EffectiveValue> effective(Map<String, ConfigValue> found, Set<String> keys) {
    return keys.stream()
        .map(
            key ->
                new EffectiveValue(
                    key, Origins.render(found.get(key)), Origins.describe(found.get(key))))
        .toList();
  }
}
