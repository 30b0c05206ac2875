package io.ncsn.settings;

import io.ncsn.config.DataSettings;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The settings in force, as records to work by and as text to show.
 *
 * @param settings typed and checked
 * @param values every setting, sorted by key
 */
public record EffectiveSettings(Settings settings, List<EffectiveValue> values) {
  /** Begins the origin of a value that an {@code auto} came to. */
  public static final String AUTO = "auto, ";

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
    return new EffectiveSettings(
        settings, changed(key, old -> new EffectiveValue(key, value, AUTO + old.origin())));
  }

  /** Returns these settings with the place that {@code output} came to. */
  public EffectiveSettings withOutput(String place) {
    return new EffectiveSettings(
        settings.withOutput(place),
        changed("output", old -> new EffectiveValue("output", place, old.origin())));
  }

  /** Returns these settings with another value of a key, for the record. */
  public EffectiveSettings withValue(String key, String value, String origin) {
    return new EffectiveSettings(
        settings, changed(key, old -> new EffectiveValue(key, value, origin)));
  }

  private List<EffectiveValue> changed(String key, UnaryOperator<EffectiveValue> change) {
    return values.stream()
        .map(entry -> entry.key().equals(key) ? change.apply(entry) : entry)
        .toList();
  }

  /** These settings for a job that reads its table by {@code data}; the record shows no change. */
  public EffectiveSettings reading(DataSettings data) {
    return new EffectiveSettings(settings.withData(data), values);
  }
}
