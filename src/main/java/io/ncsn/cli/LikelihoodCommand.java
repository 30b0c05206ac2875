package io.ncsn.cli;

import io.ncsn.job.ModelDensities;
import io.ncsn.job.TrainedModel;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.Settings;
import io.ncsn.waves.WaveTarget;
import java.util.List;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ncsn likelihood}: computes the log-densities of a table's rows under a model. */
@Command(
    name = "likelihood",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Finds how probable a trained model holds each row of a table: its log-density, in nats and the table's units.",
      "Writes Parquet to OUTPUT/likelihood: the columns to keep, and log_density. Low densities are anomalies.",
      "An interrupted command goes on when it is run again."
    })
final class LikelihoodCommand extends TableCommand {
  @Mixin private KeptColumns kept;

  LikelihoodCommand() {
    super(JobKind.LIKELIHOOD);
  }

  @Override
  List<SettingOverride> options() {
    return List.of();
  }

  @Override
  Path rows(OutputDirectory output) {
    return output.likelihood();
  }

  @Override
  void run(TrainedModel model, WaveTarget rows, RunRecord record) {
    Settings settings = record.settings().settings();
    ModelDensities densities = model.densities(settings.likelihood());
    record.putAll(densities.write(settings.data(), kept.names(), rows).facts());
  }
}
