package io.ncsn.cli;

import io.ncsn.job.PipelineReport;
import io.ncsn.job.SamplePhase;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ncsn pipeline}: train, sample and evaluate in one session. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Trains a model on a table, draws samples from it, measures them and writes a report.",
      "An interrupted pipeline goes on from its last checkpoint, or among its samples, when the same command is run again."
    })
final class PipelineCommand extends TrainingCommand {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineCommand.class);

  @Spec private CommandSpec spec;

  PipelineCommand() {
    super(JobKind.PIPELINE);
  }

  @Override
  void afterTraining(Trained trained) {
    OutputDirectory output = trained.output();
    new SamplePhase(trained.session(), output.model(), output, trained.record()).run();
    new PipelineReport(
            trained.session(), trained.storage(), output, trained.table(), trained.record())
        .write()
        .ifPresent(result -> MetricTable.print(result, spec.commandLine().getOut()));
  }

  @Override
  void finish(Storage storage, OutputDirectory output) {
    storage.write(OutputDirectory.mark(output.samples()), "");
    LOG.info("Report: {}", output.report());
  }
}
