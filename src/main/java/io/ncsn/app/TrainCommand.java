package io.ncsn.app;

import io.ncsn.app.OutputDirectory.Existing;
import io.ncsn.config.EffectiveSettings;
import io.ncsn.config.Requirement;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ncsn train}: table to model directory. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Trains a model on a table and writes it to OUTPUT/model.",
      "On an output directory with a model of the same configuration it goes on from the last checkpoint."
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private OutputOptions outputOptions;

  @Override
  public Integer call() {
    Storage storage = Storage.ofSubmit();
    EffectiveSettings settings =
        common.read(storage, outputOptions.overrides(), EnumSet.allOf(Requirement.class));
    OutputDirectory output = new OutputDirectory(storage, settings.settings().output());
    Existing existing = outputOptions.existing(Existing.RESUME);
    output.check(JobKind.TRAIN, existing);
    Locations.requireInput(storage, settings.settings().data());

    RunRecord record = new RunRecord(JobKind.TRAIN.command(), settings);
    String advice =
        "Run the same command again to go on from the last checkpoint in " + output.root();
    try (SparkJob job = SparkJob.start(JobKind.TRAIN.command(), advice, System.err)) {
      output.prepare(JobKind.TRAIN, existing);
      MetricsLog metrics = new MetricsLog(storage, output.metrics());
      new TrainPhase(job.session(), output, metrics, record).run();
    }
    storage.write(output.run(), record.json());
    return ExitCode.DONE.code();
  }
}
