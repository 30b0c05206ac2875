package io.ncsn.cli;

import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.config.Redaction;
import io.ncsn.data.read.PinnedInput;
import io.ncsn.evaluate.mixed.Drift;
import io.ncsn.job.DriftCheck;
import io.ncsn.job.QualityGates;
import io.ncsn.job.RunReport;
import io.ncsn.job.TrainedModel;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.OutputDirectory.Existing;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Requirement;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.Settings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ncsn drift}: measures how a table differs from the one that a model was trained on. */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Measures how a table differs from the one that a model was trained on: each column, and log-densities under the model.",
      "Prints the figures and the columns that moved most. With --output it also writes report.html, drift.json and run.json."
    })
final class DriftCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private OutputOptions outputOptions;
  @Mixin private ModelOptions modelOptions;
  @Mixin private TableOptions table;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-r", "--reference"},
      required = true,
      paramLabel = "TABLE",
      description =
          "The table that the model was trained on, as it was then, named as --input names the other.")
  private String reference;

  @Override
  public Integer call() {
    Storage storage = Storage.ofSubmit();
    EffectiveSettings settings =
        outputOptions.dated(common.read(storage, overrides(), EnumSet.of(Requirement.INPUT)));
    DataSettings data = settings.settings().data();
    requireAnother(data);
    Locations.requireInput(storage, data);
    Locations.requireReference(storage, data.withInput(reference));
    Path model = modelOptions.model(storage);
    Optional<OutputDirectory> output = OutputOptions.directory(storage, settings);
    Existing existing = outputOptions.existing(Existing.REFUSE);
    Map<String, String> given =
        Map.of(
            "model", Redaction.hideCredentials(model.toString()),
            "reference", Redaction.hideCredentials(reference));
    MadeFrom from =
        MadeFrom.table(storage, data)
            .model(storage, model)
            .reference(storage, data.withInput(reference));
    if (output
        .filter(d -> outputOptions.isFinished(d, JobKind.DRIFT, settings, given, from))
        .isPresent()) {
      return ExitCode.DONE.code();
    }
    output.ifPresent(directory -> directory.check(JobKind.DRIFT, existing));
    output.ifPresent(directory -> directory.requireApart(JobKind.DRIFT, "--input", data));
    RunRecord record = from.record(JobKind.DRIFT, settings, given);
    QualityGates gates = measure(storage, model, output, record);
    output.ifPresent(directory -> directory.mark(gates.areMet()));
    output.ifPresent(directory -> RunEnd.record(storage, directory, record));
    GatesMissedException.requireMet(
        gates,
        "The table has drifted: look at the columns that moved most, train anew, or relax the gate and run the command again");
    return ExitCode.DONE.code();
  }

  private QualityGates measure(
      Storage storage, Path model, Optional<OutputDirectory> output, RunRecord record) {
    String advice = "Nothing is kept of it; run the same command again";
    try (OutputDirectory.Lock held = output.map(OutputDirectory::lock).orElse(() -> {});
        SparkJob job = SparkJob.start(JobKind.DRIFT.command(), advice, System.err)) {
      // What may be there is of a run that missed a gate, and is measured anew.
      output.ifPresent(directory -> directory.prepare(JobKind.DRIFT, Existing.OVERWRITE));
      output.ifPresent(OutputDirectory::begin);
      InputPin.pin(job.session(), record);
      TrainedModel trained =
          TrainedModel.open(
              job.session(), model.toString(), record.settings().settings().network());
      record.settings(trained.reading(record.settings()));
      Settings settings = record.settings().settings();
      PinnedInput then = PinnedInput.of(job.session(), settings.data().withInput(reference));
      Optional.ofNullable(then.facts().get(PinnedInput.VERSION))
          .ifPresent(version -> record.put(MadeFrom.REFERENCE_VERSION, version));
      Drift drift = new DriftCheck(job.session(), trained, settings).from(then.input());
      QualityGates gates = QualityGates.of(settings.require(), Optional.of(drift));
      drift.metrics().forEach(metric -> record.put("drift." + metric.key(), metric.value()));
      record.put("drift.rows", drift.rowsNow()).put("drift.reference-rows", drift.rowsBefore());
      record.putAll(gates.facts());
      DriftTable.print(drift, spec.commandLine().getOut());
      output.ifPresent(
          directory -> {
            storage.write(directory.drift(), drift.toJson());
            storage.write(directory.report(), RunReport.of(drift, trained, gates, record));
          });
      return gates;
    }
  }

  private void requireAnother(DataSettings data) {
    if (reference.equals(data.input())) {
      throw new ConfigException(
          "Cannot measure drift of '%s' from itself; give --reference the table that the model was trained on"
              .formatted(reference));
    }
  }

  private List<SettingOverride> overrides() {
    List<SettingOverride> overrides = new ArrayList<>(outputOptions.overrides());
    overrides.addAll(table.overrides());
    return overrides;
  }
}
