package io.ncsn.cli;

import io.ncsn.config.Redaction;
import io.ncsn.job.QualityGates;
import io.ncsn.job.TrainedModel;
import io.ncsn.network.Kernels;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.OutputDirectory.Existing;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Requirement;
import io.ncsn.settings.SettingOverride;
import io.ncsn.waves.WaveTarget;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Mixin;

/** A command that computes a result for each row of a table with a model. */
abstract class TableCommand implements Callable<Integer> {
  private final JobKind job;

  @Mixin private CommonOptions common;
  @Mixin private OutputOptions outputOptions;
  @Mixin private ModelOptions modelOptions;
  @Mixin private TableOptions tableOptions;

  TableCommand(JobKind job) {
    this.job = job;
  }

  /** Returns the settings that have their own option in this command. */
  abstract List<SettingOverride> options();

  /** Returns the place of the rows in the output. */
  abstract Path rows(OutputDirectory output);

  /**
   * Does the work.
   *
   * @param rows where the rows go
   * @param record has the settings and receives the results
   */
  abstract void run(TrainedModel model, WaveTarget rows, RunRecord record);

  @Override
  public final Integer call() {
    Storage storage = Storage.ofSubmit();
    EffectiveSettings settings =
        outputOptions.dated(
            common.read(storage, overrides(), EnumSet.of(Requirement.INPUT, Requirement.OUTPUT)));
    Locations.requireInput(storage, settings.settings().data());
    Path model = modelOptions.model(storage);
    OutputDirectory output = new OutputDirectory(storage, settings.settings().output());
    Existing existing = outputOptions.existing(Existing.RESUME);
    Map<String, String> given = Map.of("model", Redaction.hideCredentials(model.toString()));
    MadeFrom from = MadeFrom.table(storage, settings.settings().data()).model(storage, model);
    if (outputOptions.isFinished(output, job, settings, given, from)) {
      return ExitCode.DONE.code();
    }
    output.check(job, existing);
    output.requireApart(job, "--input", settings.settings().data());

    RunRecord record = from.record(job, settings, given);
    String advice = "Run the same command again to go on with the rows that are not there yet";
    Kernels.loadAhead(settings.settings().network().kernel());
    try (OutputDirectory.Lock held = output.lock();
        SparkJob spark = SparkJob.start(job.command(), advice, System.err)) {
      output.prepare(job, existing);
      output.begin();
      TableStep table = TableStep.plan(spark.session(), storage, job, rows(output), record);
      InputPin.pin(spark.session(), record);
      TrainedModel trained =
          TrainedModel.open(spark.session(), model.toString(), settings.settings().network());
      record.settings(trained.reading(record.settings()));
      run(trained, table.target(record.settings().settings()), record);
      table.finish(QualityGates.NONE, record);
    }
    storage.write(OutputDirectory.mark(rows(output)), "");
    RunEnd.record(storage, output, record);
    return ExitCode.DONE.code();
  }

  private List<SettingOverride> overrides() {
    List<SettingOverride> overrides = new ArrayList<>(outputOptions.overrides());
    overrides.addAll(tableOptions.overrides());
    overrides.addAll(options());
    return overrides;
  }
}
