package io.ncsn.settings;

import io.ncsn.config.ConfigFiles;
import java.io.FileNotFoundException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads settings from text, for tests. */
final class ConfigTexts {
  private ConfigTexts() {}

  /** Settings of a file {@code job.conf} with this text. */
  static EffectiveSettings read(String text, String... sets) {
    return read(Map.of("job.conf", text), Set.of(), sets);
  }

  /** Settings of {@code job.conf} among these files. */
  static EffectiveSettings read(
      Map<String, String> files, Set<Requirement> requirements, String... sets) {
    List<SettingOverride> overrides = Arrays.stream(sets).map(SettingOverride::parse).toList();
    return new SettingsReader(in(files)).read(Optional.of("job.conf"), overrides, requirements);
  }

  /** The comparison of a file {@code job.conf} with this text. */
  static Comparison readComparison(String text, String... sets) {
    List<SettingOverride> overrides = Arrays.stream(sets).map(SettingOverride::parse).toList();
    return new SettingsReader(in(Map.of("job.conf", text)))
        .readComparison(Optional.of("job.conf"), overrides);
  }

  private static ConfigFiles in(Map<String, String> files) {
    return location -> {
      if (!files.containsKey(location)) {
        throw new FileNotFoundException(location);
      }
      return files.get(location);
    };
  }
}
