package io.ncsn.cli;

import io.ncsn.job.QualityGates;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import picocli.CommandLine.Command;

/** {@code ncsn train}: trains a model on a table and writes the model directory. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Trains a model on a table and writes it to OUTPUT/model.",
      "On an output directory with a model of the same configuration it goes on from the last checkpoint."
    })
final class TrainCommand extends TrainingCommand {
  TrainCommand() {
    super(JobKind.TRAIN);
  }

  @Override
  QualityGates afterTraining(Trained trained) {
    return QualityGates.NONE; // the model is all that is wanted
  }

  @Override
  void finish(OutputDirectory output, QualityGates gates) {
    // run.json alone says that training is finished
  }
}
