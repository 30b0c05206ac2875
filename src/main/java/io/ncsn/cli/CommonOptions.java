package io.ncsn.cli;

import io.ncsn.output.Storage;
import io.ncsn.settings.Comparison;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Requirement;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options of every command that reads settings. */
final class CommonOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration (HOCON): a local path or any Hadoop URI.")
  private Optional<String> config = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Sets one setting, over the configuration file; may be repeated.",
        "Example: --set train.max-seconds=60 --set data.exclude=class,id"
      })
  private List<SettingOverride> sets = List.of();

  @Option(names = "--debug", description = "Logging more, and the stack trace of a failure.")
  private boolean debug;

  /**
   * Reads the settings.
   *
   * @param options settings with their own option; they override {@code --set}
   */
  EffectiveSettings read(
      Storage storage, List<SettingOverride> options, Set<Requirement> requirements) {
    return reader(storage).read(config, all(options), requirements);
  }

  /** Like {@link #read}, but also reads the studies to compare. */
  Comparison readComparison(Storage storage, List<SettingOverride> options) {
    return reader(storage).readComparison(config, all(options));
  }

  private SettingsReader reader(Storage storage) {
    Logging.configure(debug);
    return new SettingsReader(storage::readConfiguration);
  }

  private List<SettingOverride> all(List<SettingOverride> options) {
    List<SettingOverride> overrides = new ArrayList<>(sets);
    overrides.addAll(options);
    return overrides;
  }
}
