package io.ncsn.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.UnresolvedSubstitution;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import io.ncsn.config.ConfigException;
import io.ncsn.config.ConfigFiles;
import io.ncsn.config.ConfigParser;
import io.ncsn.config.Environment;
import io.ncsn.config.Reference;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
   * @param requirements the settings without a default that must be set
   * @throws ConfigException with every mistake found, each with its place
   */
  public EffectiveSettings read(
      Optional<String> file, List<SettingOverride> overrides, Set<Requirement> requirements) {
    return read(file, overrides, requirements, Set.of()).base();
  }

  /**
   * As {@link #read(Optional, List, Set)}, for {@code ncsn compare}.
   *
   * @throws ConfigException with every mistake found in the base and in the studies
   */
  public Comparison readComparison(Optional<String> file, List<SettingOverride> overrides) {
    Comparison comparison =
        read(
            file,
            overrides,
            Set.of(Requirement.OUTPUT),
            Set.of(Requirement.INPUT, Requirement.STOPPING_RULE));
    if (comparison.studies().isEmpty()) {
      throw new ConfigException(
          "compare.studies is not set: there is nothing to compare; give a file that has studies, such as --config conf/compare-schedules.conf");
    }
    return comparison;
  }

  private Comparison read(
      Optional<String> file,
      List<SettingOverride> overrides,
      Set<Requirement> ofBase,
      Set<Requirement> ofRuns) {
    SettingsCheck check = new SettingsCheck(Reference.config());
    Config given =
        overrides(overrides, check)
            .withFallback(file.map(this::parse).orElse(ConfigFactory.empty()));
    ConfigObject root = FormerNames.replaced(resolve(given.withFallback(check.reference())));
    EffectiveSettings base = check.settings(root, ofBase);
    List<Study> studies = new StudiesReader(check, root, ofRuns).read();
    if (!check.problems().isEmpty()) {
      throw new ConfigException(check.problems());
    }
    return new Comparison(base, studies);
  }

  private Config parse(String file) {
    return new ConfigParser(files).parse(file);
  }

  /** Overrides of known keys; of a key that is not known only the problem remains. */
  private static Config overrides(List<SettingOverride> overrides, SettingsCheck check) {
    Config config = ConfigFactory.empty();
    for (SettingOverride given : overrides) {
      SettingOverride override = FormerNames.replaced(given);
      if (!check.isKnown(override.key()) && !StudiesReader.isAbout(override.key())) {
        check.unknown(override.origin(), override.key(), override.value());
        continue;
      }
      try {
        config =
            override
                .parsed(check.isOpen(override.key()))
                .atPath(override.key())
                .withFallback(config);
      } catch (com.typesafe.config.ConfigException notHocon) {
        check.problem(
            "%s: Cannot set %s to %s: need plain text, or a list in brackets; mend the brackets and quotes"
                .formatted(override.origin(), override.key(), override.value()));
      }
    }
    return config;
  }

  private static ConfigObject resolve(Config config) {
    try {
      return config.resolve(Environment.only()).root();
    } catch (UnresolvedSubstitution e) {
      throw new ConfigException(
          "Cannot resolve a substitution: %s; define it in the file or the environment"
              .formatted(e.getMessage()));
    } catch (StackOverflowError e) {
      throw new ConfigException(
          "Cannot resolve substitutions: they lead to one another thousands deep; take them out");
    } catch (com.typesafe.config.ConfigException.WrongType e) {
      throw new ConfigException(
          "Cannot join two values: %s; += and lists side by side need lists on both sides"
              .formatted(e.getMessage()));
    }
  }
}
