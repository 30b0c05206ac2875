package io.ncsn.cli;

import io.ncsn.output.OutputDirectory;
import io.ncsn.settings.SettingOverride;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that writes results. */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Directory of the results, a local path or any Hadoop URI (setting: output).")
  private Optional<String> output = Optional.empty();

  @Option(names = "--overwrite", description = "Deletes earlier results in the output directory.")
  private boolean overwrite;

  /** Returns the options as settings. */
  List<SettingOverride> overrides() {
    return output.map(value -> new SettingOverride("output", value, "--output")).stream().toList();
  }

  /**
   * Returns the treatment of earlier results: overwrite if requested, and otherwise {@code
   * otherwise}.
   */
  OutputDirectory.Existing existing(OutputDirectory.Existing otherwise) {
    return overwrite ? OutputDirectory.Existing.OVERWRITE : otherwise;
  }
}
