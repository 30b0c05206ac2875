package io.ncsn.settings;

import io.ncsn.config.DataSettings;
import java.util.List;

/**
 * The settings in force, as records to work by and as text to show.
 *
 * @param settings typed and checked
 * @param values every setting, sorted by key
 */
public record EffectiveSettings(Settings settings, List<EffectiveValue> values) {
  public EffectiveSettings {
    values = List.copyOf(values);
  }

  /**
   * These settings with the value that an {@code auto} came to, for the record: {@code
   * resolved("noise.levels", "24")} shows {@code 24} with the origin {@code auto,
   * reference.conf:52}.
   *
   * @throws IllegalArgumentException when there is no such key
   */
  public EffectiveSettings resolved(String key, String value) {
    if (values.stream().noneMatch(entry -> entry.key().equals(key))) {
      throw new IllegalArgumentException("There is no setting '" + key + "'");
    }
    List<EffectiveValue> changed =
        values.stream()
            .map(
                entry ->
                    entry.key().equals(key)
                        ? new EffectiveValue(key, value, "auto, " + entry.origin())
                        : entry)
            .toList();
    return new EffectiveSettings(settings, changed);
  }

  /** These settings for a job that reads its table by {@code data}; the record shows no change. */
  public EffectiveSettings reading(DataSettings data) {
    return new EffectiveSettings(settings.withData(data), values);
  }
}
