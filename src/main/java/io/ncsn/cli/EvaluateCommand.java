package io.ncsn.cli;

import io.ncsn.checkpoint.Generation;
import io.ncsn.config.DataSettings;
import io.ncsn.config.Redaction;
import io.ncsn.data.codec.DataException;
import io.ncsn.job.QualityGates;
import io.ncsn.job.SampleEvaluation;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.OutputDirectory.Existing;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Requirement;
import io.ncsn.settings.SettingOverride;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ncsn evaluate}: compares samples with a real table and writes metrics and a report. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Measures how far samples are from a real table, and prints the metrics.",
      "With --output it also writes report.html and run.json."
    })
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private OutputOptions outputOptions;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-r", "--reference"},
      required = true,
      paramLabel = "TABLE",
      description = "The real table: path, Hadoop URI or dataset:NAME (setting: data.input).")
  private String reference;

  @Option(
      names = {"-s", "--samples"},
      required = true,
      paramLabel = "DIR",
      description = "Directory of sampled Parquet files, as 'ncsn sample' wrote it.")
  private String samples;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "DIR",
      description = {
        "Measures images with labels by the classifier that this model keeps, and not by one of their own.",
        "Figures by the same classifier compare."
      })
  private String model;

  @Override
  public Integer call() {
    Storage storage = Storage.ofSubmit();
    EffectiveSettings settings =
        outputOptions.dated(common.read(storage, overrides(), EnumSet.of(Requirement.INPUT)));
    DataSettings data = settings.settings().data();
    Locations.requireInput(storage, data);
    Path sampled = Locations.samples(storage, samples);
    Optional<OutputDirectory> output = OutputOptions.directory(storage, settings);
    Existing existing = outputOptions.existing(Existing.REFUSE);
    Optional<Path> judge =
        Optional.ofNullable(model).map(m -> Locations.model(storage, m, Generation.LAST));
    Map<String, String> given = new TreeMap<>();
    given.put("samples", Redaction.hideCredentials(sampled.toString()));
    judge.ifPresent(path -> given.put("model", Redaction.hideCredentials(path.toString())));
    MadeFrom tables = MadeFrom.table(storage, data).samples(storage, sampled, data);
    MadeFrom from = judge.map(path -> tables.model(storage, path)).orElse(tables);
    if (output
        .filter(d -> outputOptions.isFinished(d, JobKind.EVALUATE, settings, given, from))
        .isPresent()) {
      return ExitCode.DONE.code();
    }
    output.ifPresent(directory -> directory.check(JobKind.EVALUATE, existing));
    output.ifPresent(directory -> directory.requireApart(JobKind.EVALUATE, "--reference", data));

    RunRecord record = from.record(JobKind.EVALUATE, settings, given);
    QualityGates gates = measure(storage, sampled, output, judge, record);
    output.ifPresent(directory -> directory.mark(gates.areMet()));
    output.ifPresent(directory -> RunEnd.record(storage, directory, record));
    GatesMissedException.requireMet(gates, mending(output));
    return ExitCode.DONE.code();
  }

  private static String mending(Optional<OutputDirectory> output) {
    return output
        .map(
            directory ->
                "Everything but _SUCCESS is in %s; improve the samples, or relax the gate and run the command again"
                    .formatted(directory.root()))
        .orElse("Improve the samples, or relax the gate and run the command again");
  }

  private QualityGates measure(
      Storage storage,
      Path sampled,
      Optional<OutputDirectory> output,
      Optional<Path> judge,
      RunRecord record) {
    String advice = "Nothing is kept of it; run the same command again";
    try (OutputDirectory.Lock held = output.map(OutputDirectory::lock).orElse(() -> {});
        SparkJob job = SparkJob.start(JobKind.EVALUATE.command(), advice, System.err)) {
      // What may be there is of a run that missed a gate, and is measured anew.
      output.ifPresent(directory -> directory.prepare(JobKind.EVALUATE, Existing.OVERWRITE));
      output.ifPresent(OutputDirectory::begin);
      InputPin.pin(job.session(), record);
      SampleEvaluation plain = new SampleEvaluation(job.session(), record.settings());
      SampleEvaluation evaluation = judge.map(m -> plain.by(m.toString())).orElse(plain);
      SampleEvaluation.Measured measured =
          measured(evaluation, job.session(), sampled, storage, work(sampled, output));
      record.putAll(measured.facts());
      MetricTable.print(measured.result(), spec.commandLine().getOut());
      output.ifPresent(directory -> storage.write(directory.report(), measured.report()));
      return measured.gates();
    }
  }

  /** Others may evaluate the same samples now, so without an output the name is our own. */
  private static Path work(Path sampled, Optional<OutputDirectory> output) {
    return output
        .map(OutputDirectory::workOfEvaluate)
        .orElseGet(() -> new Path(sampled.getParent(), "work-evaluate-" + UUID.randomUUID()));
  }

  private static SampleEvaluation.Measured measured(
      SampleEvaluation evaluation, SparkSession spark, Path sampled, Storage storage, Path work) {
    try {
      return evaluation.measure(samples(spark, sampled), work.toString());
    } finally {
      storage.delete(work);
    }
  }

  private static Dataset<Row> samples(SparkSession spark, Path directory) {
    try {
      return spark.read().parquet(directory.toString());
    } catch (Exception e) { // Scala throws checked exceptions without declaring them
      throw new DataException(
          "Cannot read --samples '%s': %s; give a directory of Parquet files that 'ncsn sample' wrote"
              .formatted(directory, ExceptionUtils.getRootCause(e).getMessage()),
          e);
    }
  }

  private List<SettingOverride> overrides() {
    List<SettingOverride> overrides = new ArrayList<>(outputOptions.overrides());
    overrides.add(new SettingOverride("data.input", reference, "--reference"));
    return overrides;
  }
}
