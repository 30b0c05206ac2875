package io.ncsn.job;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.CellSettings;
import io.ncsn.config.Reference;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Requirement;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import java.io.FileNotFoundException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the text of a model's training table was read, as the model directory has it: the texts that
 * stand for empty cells, and how dates are written. Other tables of text are read the same way,
 * unless their own settings say another.
 */
final class RememberedText {
  private static final Logger LOG = LoggerFactory.getLogger(RememberedText.class);
  private static final List<String> KEYS = List.of("data.null-values", "data.timestamp-format");
  private static final String ORIGIN = "the model";

  private RememberedText() {}

  /**
   * Returns settings for a job that reads a table by a model. Models that do not know of a setting
   * leave it as it is.
   */
  static EffectiveSettings in(EffectiveSettings settings, ModelDescription model) {
    List<SettingOverride> then =
        KEYS.stream()
            .filter(key -> isLeftAlone(settings, key))
            .map(key -> remembered(model.provenance(), key))
            .filter(Objects::nonNull)
            .toList();
    CellSettings found = read(then).settings().data().cells();
    EffectiveSettings changed = settings;
    for (SettingOverride value : then) {
      changed = changed.withValue(value.key(), value.value(), ORIGIN);
      LOG.info("{} = {} ({})", value.key(), value.value(), ORIGIN);
    }
    CellSettings cells = settings.settings().data().cells();
    boolean nulls = then.stream().anyMatch(value -> value.key().equals(KEYS.get(0)));
    boolean times = then.stream().anyMatch(value -> value.key().equals(KEYS.get(1)));
    return changed.reading(
        settings
            .settings()
            .data()
            .withText(
                nulls ? found.nullValues() : cells.nullValues(),
                times ? found.timestampFormat() : cells.timestampFormat()));
  }

  private static boolean isLeftAlone(EffectiveSettings settings, String key) {
    return settings.values().stream()
        .anyMatch(value -> value.key().equals(key) && value.origin().startsWith(Reference.NAME));
  }

  private static SettingOverride remembered(Map<String, String> facts, String key) {
    String value = facts.get(ModelDescription.SETTING + key);
    return value == null ? null : new SettingOverride(key, value, ORIGIN);
  }

  private static EffectiveSettings read(List<SettingOverride> overrides) {
    return new SettingsReader(
            location -> {
              throw new FileNotFoundException(location);
            })
        .read(Optional.empty(), overrides, EnumSet.noneOf(Requirement.class));
  }
}
