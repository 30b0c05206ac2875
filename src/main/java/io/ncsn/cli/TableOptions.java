package io.ncsn.cli;

import io.ncsn.settings.SettingOverride;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of the commands that compute a result for each row of a table with a model. */
final class TableOptions {
  @Option(
      names = {"-i", "--input"},
      required = true,
      paramLabel = "TABLE",
      description = "The table: path, Hadoop URI or dataset:NAME (setting: data.input).")
  private String input;

  /** Returns the options as settings. */
  List<SettingOverride> overrides() {
    return List.of(new SettingOverride("data.input", input, "--input"));
  }
}
