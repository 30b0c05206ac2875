package io.ncsn.app;

import io.ncsn.app.OutputDirectory.Existing;
import io.ncsn.config.EffectiveSettings;
import io.ncsn.config.Requirement;
import io.ncsn.data.PreparedTable;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ncsn pipeline}: train, sample and evaluate in one session. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Trains a model on a table, draws samples from it, measures them and writes a report.",
      "An interrupted pipeline goes on from its last checkpoint, or among its samples, when the same command is run again."
    })
final class PipelineCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineCommand.class);

  @Mixin private CommonOptions common;
  @Mixin private OutputOptions outputOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Storage storage = Storage.ofSubmit();
    EffectiveSettings settings =
        common.read(storage, outputOptions.overrides(), EnumSet.allOf(Requirement.class));
    OutputDirectory output = new OutputDirectory(storage, settings.settings().output());
    Existing existing = outputOptions.existing(Existing.RESUME);
    output.check(JobKind.PIPELINE, existing);
    Locations.requireInput(storage, settings.settings().data());

    RunRecord record = new RunRecord(JobKind.PIPELINE.command(), settings);
    String advice =
        "Run the same command again to go on from the last checkpoint in " + output.root();
    try (SparkJob job = SparkJob.start(JobKind.PIPELINE.command(), advice, System.err)) {
      output.prepare(JobKind.PIPELINE, existing);
      MetricsLog metrics = new MetricsLog(storage, output.metrics());
      PreparedTable table = new TrainPhase(job.session(), output, metrics, record).run();
      new SamplePhase(job.session(), output.model(), output, record).run();
      new PipelineReport(job.session(), storage, output, table, record)
          .write(spec.commandLine().getOut());
    }
    storage.write(OutputDirectory.mark(output.samples()), "");
    storage.write(output.run(), record.json());
    LOG.info("Report: {}", output.report());
    return ExitCode.DONE.code();
  }
}
