package io.ncsn.app;

import io.ncsn.app.OutputDirectory.Existing;
import io.ncsn.config.EffectiveSettings;
import io.ncsn.config.Requirement;
import io.ncsn.config.SettingOverride;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ncsn likelihood}: model directory and table to log-densities. */
@Command(
    name = "likelihood",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Finds how probable a trained model holds each row of a table: its log-density, in nats and the table's units.",
      "Writes Parquet to OUTPUT/likelihood: the columns to keep, and log_density. Low densities are anomalies."
    })
final class LikelihoodCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private OutputOptions outputOptions;

  @Option(
      names = {"-m", "--model"},
      required = true,
      paramLabel = "DIR",
      description = "Model directory, as 'ncsn train' wrote it: a local path or any Hadoop URI.")
  private String model;

  @Option(
      names = {"-i", "--input"},
      required = true,
      paramLabel = "TABLE",
      description = "The table: path, Hadoop URI or dataset:NAME (setting: data.input).")
  private String input;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME",
      description = "Columns of the table to keep beside the density, such as an id.")
  private List<String> columns = List.of();

  @Override
  public Integer call() {
    Storage storage = Storage.ofSubmit();
    EffectiveSettings settings =
        common.read(storage, overrides(), EnumSet.of(Requirement.INPUT, Requirement.OUTPUT));
    Locations.requireInput(storage, settings.settings().data());
    Path modelDirectory = Locations.model(storage, model);
    OutputDirectory output = new OutputDirectory(storage, settings.settings().output());
    Existing existing = outputOptions.existing(Existing.REFUSE);
    output.check(JobKind.LIKELIHOOD, existing);

    RunRecord record = new RunRecord(JobKind.LIKELIHOOD.command(), settings);
    String advice = "Run the same command again with --overwrite";
    try (SparkJob job = SparkJob.start(JobKind.LIKELIHOOD.command(), advice, System.err)) {
      output.prepare(JobKind.LIKELIHOOD, existing);
      output.begin();
      new LikelihoodPhase(job.session(), modelDirectory, output.likelihood(), record).run(columns);
    }
    storage.write(OutputDirectory.mark(output.likelihood()), "");
    storage.write(output.run(), record.json());
    return ExitCode.DONE.code();
  }

  private List<SettingOverride> overrides() {
    List<SettingOverride> overrides = new ArrayList<>(outputOptions.overrides());
    overrides.add(new SettingOverride("data.input", input, "--input"));
    return overrides;
  }
}
