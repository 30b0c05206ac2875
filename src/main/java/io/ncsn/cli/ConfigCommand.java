package io.ncsn.cli;

import io.ncsn.output.Storage;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.EffectiveValue;
import io.ncsn.settings.Requirement;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ncsn config}: prints the settings in force. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Checks the configuration and prints every setting in force with its origin. Needs no cluster.")
final class ConfigCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EffectiveSettings settings =
        common.read(Storage.ofSubmit(), List.of(), EnumSet.noneOf(Requirement.class));
    int width = settings.values().stream().mapToInt(v -> assignment(v).length()).max().orElse(1);
    PrintWriter out = spec.commandLine().getOut();
    settings
        .values()
        .forEach(v -> out.printf("%-" + width + "s  # %s%n", assignment(v), v.origin()));
    out.flush();
    return ExitCode.DONE.code();
  }

  private static String assignment(EffectiveValue value) {
    return value.key() + " = " + value.value();
  }
}
