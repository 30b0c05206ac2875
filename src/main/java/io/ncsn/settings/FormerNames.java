package io.ncsn.settings;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.ncsn.config.Origins;
import io.ncsn.config.Reference;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A setting's name of former versions, {@code network.blocks}. Files that use it, and stages of
 * Spark ML that were saved with it, go on working. Where both names are set, the present one wins.
 */
final class FormerNames {
  private static final String SECTION = "network";
  private static final String FORMER = "blocks";
  private static final String PRESENT = "architecture";
  private static final Map<String, String> WORDS = Map.of("plain", "mlp");

  private FormerNames() {}

  /** Returns {@code override} by the setting's present name. */
  static SettingOverride replaced(SettingOverride override) {
    return override.key().equals(SECTION + "." + FORMER)
        ? new SettingOverride(
            SECTION + "." + PRESENT,
            WORDS.getOrDefault(override.value(), override.value()),
            override.origin())
        : override;
  }

  /** Returns {@code root}, resolved, with the setting's present name in it and in its studies. */
  static ConfigObject replaced(ConfigObject root) {
    ConfigObject settings = inSection(root);
    ConfigValue studies = settings.get(StudiesReader.SECTION);
    return studies instanceof ConfigObject section
        ? settings.withValue(StudiesReader.SECTION, everywhere(section))
        : settings;
  }

  private static ConfigObject everywhere(ConfigObject object) {
    ConfigObject replaced = inSection(object);
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      if (replaced.get(entry.getKey()) instanceof ConfigObject child) {
        replaced = replaced.withValue(entry.getKey(), everywhere(child));
      }
    }
    return replaced;
  }

  private static ConfigObject inSection(ConfigObject object) {
    if (!(object.get(SECTION) instanceof ConfigObject network) || !network.containsKey(FORMER)) {
      return object;
    }
    ConfigObject without = network.withoutKey(FORMER);
    ConfigValue present = without.get(PRESENT);
    boolean isSet = present != null && !Origins.describe(present).startsWith(Reference.NAME);
    return object.withValue(
        SECTION, isSet ? without : without.withValue(PRESENT, words(network.get(FORMER))));
  }

  private static ConfigValue words(ConfigValue value) {
    if (value instanceof ConfigList list) {
      return ConfigValueFactory.fromIterable(
              list.stream().map(FormerNames::words).collect(Collectors.toList()))
          .withOrigin(value.origin());
    }
    String word = value.unwrapped() instanceof String text ? WORDS.get(text) : null;
    return word == null ? value : ConfigValueFactory.fromAnyRef(word).withOrigin(value.origin());
  }
}
