package io.ncsn.cli;

import io.ncsn.job.ModelScores;
import io.ncsn.job.TrainedModel;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.Settings;
import io.ncsn.waves.WaveTarget;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ncsn score}: computes the scores of a table's rows under a model. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Finds the score of each row of a table by a trained model: the gradient of its log-density, in the table's units.",
      "Writes Parquet to OUTPUT/score: the columns to keep, score and score_norm; for energy networks also the energy.",
      "An interrupted command goes on when it is run again."
    })
final class ScoreCommand extends TableCommand {
  @Mixin private KeptColumns kept;

  @Option(
      names = "--sigma",
      paramLabel = "S",
      description = "Noise level, in standardised units (setting: score.sigma).")
  private Optional<String> sigma = Optional.empty();

  ScoreCommand() {
    super(JobKind.SCORE);
  }

  @Override
  List<SettingOverride> options() {
    return sigma.map(s -> new SettingOverride("score.sigma", s, "--sigma")).stream().toList();
  }

  @Override
  Path rows(OutputDirectory output) {
    return output.score();
  }

  @Override
  void run(TrainedModel model, WaveTarget rows, RunRecord record) {
    Settings settings = record.settings().settings();
    ModelScores scores = model.scores(settings.score());
    record.settings(scores.settle(record.settings()));
    record.putAll(scores.write(settings.data(), kept.names(), rows).facts());
  }
}
