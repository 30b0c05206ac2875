package io.ncsn.cli;

import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.config.Redaction;
import io.ncsn.job.QualityGates;
import io.ncsn.job.TrainedModel;
import io.ncsn.network.Kernels;
import io.ncsn.network.NetworkSettings;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.OutputDirectory.Existing;
import io.ncsn.output.Publication;
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
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ncsn sample}: draws samples from a model and writes them as Parquet. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Draws rows from a trained model and writes them as Parquet to OUTPUT/samples.",
      "The same model, count and seed give the same rows on any cluster. An interrupted command goes on when it is run again."
    })
final class SampleCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private OutputOptions outputOptions;
  @Mixin private PublishOption publish;
  @Mixin private ModelOptions model;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      description = "Rows to draw (setting: sample.count).")
  private Optional<String> count = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the samples (setting: sample.seed).")
  private Optional<String> seed = Optional.empty();

  @Option(
      names = "--trace",
      paramLabel = "K",
      description = "Keep the whole paths of K chains in OUTPUT/trace (setting: sample.trace).")
  private Optional<String> trace = Optional.empty();

  @Option(
      names = "--interpolate",
      paramLabel = "SEED1,SEED2",
      description = {
        "Draw N samples that begin at noise on the way from one seed to another, and number them from 0 to 1 in a column",
        "'interpolation'. Needs a sampler without noise, as auto is (setting: sample.interpolate)."
      })
  private Optional<String> interpolate = Optional.empty();

  @Option(
      names = "--given",
      paramLabel = "TABLE",
      description = {
        "Draws rows given the rows of a table, which may lack columns and cells, in place of N rows: its known cells come back",
        "exactly (setting: data.input)."
      })
  private Optional<String> given = Optional.empty();

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Draws for each row of --given (setting: impute.draws).")
  private Optional<String> draws = Optional.empty();

  @Option(
      names = "--unseen",
      paramLabel = "WAY",
      description =
          "What becomes of levels of --given that the training rows lack: error, null or pool (setting: impute.unseen).")
  private Optional<String> unseen = Optional.empty();

  @Override
  public Integer call() {
    refuseIdleOptions();
    Storage storage = Storage.ofSubmit();
    EffectiveSettings settings =
        outputOptions.dated(common.read(storage, overrides(), EnumSet.of(Requirement.OUTPUT)));
    DataSettings data = settings.settings().data();
    if (given.isPresent()) {
      Locations.requireInput(storage, data);
    }
    Path modelDirectory = model.model(storage);
    OutputDirectory output = new OutputDirectory(storage, settings.settings().output());
    Existing existing = outputOptions.existing(Existing.RESUME);
    Map<String, String> named = new TreeMap<>(publish.facts());
    named.put("model", Redaction.hideCredentials(modelDirectory.toString()));
    MadeFrom rows = given.isPresent() ? MadeFrom.table(storage, data) : MadeFrom.NOTHING;
    MadeFrom from = rows.model(storage, modelDirectory);
    if (outputOptions.isFinished(output, JobKind.SAMPLE, settings, named, from)) {
      return ExitCode.DONE.code();
    }
    output.check(JobKind.SAMPLE, existing);
    if (given.isPresent()) {
      output.requireApart(JobKind.SAMPLE, "--given", data);
    }
    Optional<Publication> place = publish.place(storage, JobKind.SAMPLE, output, data);

    RunRecord record = from.record(JobKind.SAMPLE, settings, named);
    draw(storage, modelDirectory, output, existing, record);
    storage.write(OutputDirectory.mark(output.samples()), "");
    PublishOption.publish(place, output, QualityGates.NONE, record);
    RunEnd.record(storage, output, record);
    return ExitCode.DONE.code();
  }

  private void draw(
      Storage storage,
      Path modelDirectory,
      OutputDirectory output,
      Existing existing,
      RunRecord record) {
    NetworkSettings network = record.settings().settings().network();
    String advice = "Run the same command again to draw the samples that are not there yet";
    Kernels.loadAhead(network.kernel());
    try (OutputDirectory.Lock held = output.lock();
        SparkJob job = SparkJob.start(JobKind.SAMPLE.command(), advice, System.err)) {
      output.prepare(JobKind.SAMPLE, existing);
      output.begin();
      TableStep table =
          TableStep.plan(job.session(), storage, JobKind.SAMPLE, output.samples(), record);
      TrainedModel trained = TrainedModel.open(job.session(), modelDirectory.toString(), network);
      if (given.isPresent()) {
        InputPin.pin(job.session(), record);
        record.settings(trained.reading(record.settings()));
        SampleStep.writeGiven(trained, output, table, record);
      } else {
        SampleStep.write(trained, output, table, record);
      }
      table.finish(QualityGates.NONE, record);
    }
  }

  /** Options that would do nothing are mistakes. */
  private void refuseIdleOptions() {
    if (given.isPresent()) {
      refuse(count, "--count", "with --given: each row of the table is drawn --draws times");
      refuse(trace, "--trace", "with --given: chains of these rows leave no trace");
      refuse(
          interpolate, "--interpolate", "with --given: these samples begin at noise of their own");
    } else {
      refuse(draws, "--draws", "without --given: it is how often each row of a table is drawn");
      refuse(unseen, "--unseen", "without --given: it is for levels of that table");
    }
  }

  private static void refuse(Optional<String> option, String name, String why) {
    if (option.isPresent()) {
      throw new ConfigException("Cannot use %s %s; leave it out".formatted(name, why));
    }
  }

  private List<SettingOverride> overrides() {
    List<SettingOverride> overrides = new ArrayList<>(outputOptions.overrides());
    count.ifPresent(n -> overrides.add(new SettingOverride("sample.count", n, "--count")));
    seed.ifPresent(s -> overrides.add(new SettingOverride("sample.seed", s, "--seed")));
    trace.ifPresent(k -> overrides.add(new SettingOverride("sample.trace", k, "--trace")));
    interpolate.ifPresent(
        seeds -> overrides.add(new SettingOverride("sample.interpolate", seeds, "--interpolate")));
    given.ifPresent(table -> overrides.add(new SettingOverride("data.input", table, "--given")));
    draws.ifPresent(n -> overrides.add(new SettingOverride("impute.draws", n, "--draws")));
    unseen.ifPresent(way -> overrides.add(new SettingOverride("impute.unseen", way, "--unseen")));
    return overrides;
  }
}
