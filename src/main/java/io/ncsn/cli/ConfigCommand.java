package io.ncsn.cli;

import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.data.shard.PlannedTable;
import io.ncsn.output.Storage;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.EffectiveValue;
import io.ncsn.settings.Requirement;
import io.ncsn.settings.Settings;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ncsn config}: prints the settings in force. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Checks the configuration and prints every setting in force with its origin. Needs no cluster, except for --plan.")
final class ConfigCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Option(
      names = "--plan",
      description =
          "Reads the table and prints what each of its columns is taken for, and why, instead of the settings.")
  private boolean plan;

  @Override
  public Integer call() {
    Storage storage = Storage.ofSubmit();
    Set<Requirement> requirements =
        plan ? EnumSet.of(Requirement.INPUT) : EnumSet.noneOf(Requirement.class);
    EffectiveSettings settings = common.read(storage, List.of(), requirements);
    if (plan) {
      printPlan(storage, settings.settings());
    } else {
      print(settings);
    }
    return ExitCode.DONE.code();
  }

  private void printPlan(Storage storage, Settings settings) {
    DataSettings data = settings.data();
    if (data.features().isPresent()) {
      throw new ConfigException(
          "Cannot show the plan of columns: data.features names one column, whose values are all taken as numbers; leave --plan or data.features out");
    }
    Locations.requireInput(storage, data);
    PlannedTable planned;
    try (SparkJob job =
        SparkJob.start("config", "Run the same command again to start anew", System.err)) {
      planned = PlannedTable.of(job.session(), data);
    }
    if (planned.mixed()) {
      settings.evaluate().requireTarget(planned.plan().codec().measured());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!planned.mixed()) {
      out.println(
          "The model takes all of these columns as numbers; data.scale = quantile would take them so:");
    }
    out.println(planned.plan());
    out.flush();
  }

  private void print(EffectiveSettings settings) {
    int width = settings.values().stream().mapToInt(v -> assignment(v).length()).max().orElse(1);
    PrintWriter out = spec.commandLine().getOut();
    settings
        .values()
        .forEach(v -> out.printf("%-" + width + "s  # %s%n", assignment(v), v.origin()));
    out.flush();
  }

  private static String assignment(EffectiveValue value) {
    return value.key() + " = " + value.value();
  }
}
