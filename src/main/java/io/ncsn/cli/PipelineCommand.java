package io.ncsn.cli;

import io.ncsn.job.MetricsHistory;
import io.ncsn.job.ModelEvaluation;
import io.ncsn.job.QualityGates;
import io.ncsn.job.RunReport;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import java.io.PrintWriter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ncsn pipeline}: trains, samples and evaluates in one session. */
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
  QualityGates afterTraining(Trained trained) {
    OutputDirectory output = trained.output();
    RunRecord record = trained.record();
    SampleStep.write(trained.result().model(), output, trained.table(), record);
    ModelEvaluation.Measured measured =
        ModelEvaluation.of(
            record.settings(),
            trained.result().model(),
            trained.result().plan().table(),
            trained.session().read().parquet(output.samples().toString()),
            output.model().toString());
    record.putAll(measured.facts());
    QualityGates gates =
        QualityGates.of(
            record.settings().settings().require(),
            measured.result(),
            trained.result().outcome().checkpoint().state().bestHoldoutLoss());
    PrintWriter out = spec.commandLine().getOut();
    measured.result().ifPresent(result -> MetricTable.print(result, out));
    List<String> lines = trained.storage().read(output.metrics()).lines().toList();
    trained
        .storage()
        .write(
            output.report(),
            RunReport.of(
                record, trained.result().plan(), new MetricsHistory(lines), measured, gates));
    record.putAll(gates.facts());
    trained.table().finish(gates, record);
    return gates;
  }

  @Override
  void finish(OutputDirectory output, QualityGates gates) {
    output.mark(gates.areMet(), output.samples());
    LOG.info("Report: {}", output.report());
  }
}
