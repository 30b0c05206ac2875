package io.ncsn.cli;

import io.ncsn.config.EffectiveSettings;
import io.ncsn.config.Requirement;
import io.ncsn.config.SettingOverride;
import io.ncsn.job.TrainedModel;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.OutputDirectory.Existing;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Mixin;

/** A command that says something of each row of a table by a model. */
abstract class TableCommand implements Callable<Integer> {
  private final JobKind job;

  @Mixin private CommonOptions common;
  @Mixin private OutputOptions outputOptions;
  @Mixin private ModelOptions modelOptions;
  @Mixin private TableOptions table;

  TableCommand(JobKind job) {
    this.job = job;
  }

  /** Settings that have an option of this command's own. */
  abstract List<SettingOverride> options();

  /** Where in the output the rows go. */
  abstract Path rows(OutputDirectory output);

  /**
   * The work itself.
   *
   * @param rows where they go
   * @param kept columns of the table to keep
   * @param record has the settings, and gets what came of it
   */
  abstract void run(TrainedModel model, String rows, List<String> kept, RunRecord record);

  @Override
  public final Integer call() {
    Storage storage = Storage.ofSubmit();
    EffectiveSettings settings =
        common.read(storage, overrides(), EnumSet.of(Requirement.INPUT, Requirement.OUTPUT));
    Locations.requireInput(storage, settings.settings().data());
    Path model = modelOptions.model(storage);
    OutputDirectory output = new OutputDirectory(storage, settings.settings().output());
    Existing existing = outputOptions.existing(Existing.RESUME);
    output.check(job, existing);
    output.requireApart(job, "--input", settings.settings().data());

    RunRecord record = new RunRecord(job.command(), settings);
    String advice = "Run the same command again to go on with the rows that are not there yet";
    try (OutputDirectory.Lock held = output.lock();
        SparkJob spark = SparkJob.start(job.command(), advice, System.err)) {
      output.prepare(job, existing);
      output.begin();
      TrainedModel trained =
          TrainedModel.open(spark.session(), model.toString(), settings.settings().network());
      run(trained, rows(output).toString(), table.columns(), record);
    }
    storage.write(OutputDirectory.mark(rows(output)), "");
    storage.write(output.run(), record.json());
    return ExitCode.DONE.code();
  }

  private List<SettingOverride> overrides() {
    List<SettingOverride> overrides = new ArrayList<>(outputOptions.overrides());
    overrides.addAll(table.overrides());
    overrides.addAll(options());
    return overrides;
  }
}
