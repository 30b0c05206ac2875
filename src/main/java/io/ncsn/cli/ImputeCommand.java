package io.ncsn.cli;

import io.ncsn.job.ModelImputer;
import io.ncsn.job.TrainedModel;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.Settings;
import io.ncsn.waves.WaveTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ncsn impute}: fills the empty cells of a table by a model. */
@Command(
    name = "impute",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Fills the empty cells of a table, and the empty pixels of images, drawn by a trained model given the rest of their rows.",
      "Writes Parquet to OUTPUT/imputed, with the table's columns in their types and order; known cells stay as they are.",
      "An interrupted command goes on when it is run again."
    })
final class ImputeCommand extends TableCommand {
  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Draws for each row, numbered in a column 'draw' (setting: impute.draws).")
  private Optional<String> draws = Optional.empty();

  @Option(
      names = "--point",
      description = "Completes each row once, by the middle of its draws (setting: impute.point).")
  private boolean point;

  @Option(
      names = "--mask",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns whose known cells are drawn too (setting: impute.mask).")
  private List<String> mask = List.of();

  @Option(
      names = "--mask-image",
      paramLabel = "FILE",
      description =
          "Picture of the size of the images, whose white pixels are drawn in all of them (setting: impute.mask-image).")
  private Optional<String> maskImage = Optional.empty();

  @Option(
      names = "--unseen",
      paramLabel = "WAY",
      description =
          "What becomes of levels that the training rows lack: error, null or pool (setting: impute.unseen).")
  private Optional<String> unseen = Optional.empty();

  ImputeCommand() {
    super(JobKind.IMPUTE);
  }

  @Override
  List<SettingOverride> options() {
    List<SettingOverride> options = new ArrayList<>();
    draws.ifPresent(n -> options.add(new SettingOverride("impute.draws", n, "--draws")));
    if (point) {
      options.add(new SettingOverride("impute.point", "true", "--point"));
    }
    if (!mask.isEmpty()) {
      options.add(new SettingOverride("impute.mask", String.join(",", mask), "--mask"));
    }
    maskImage.ifPresent(
        file -> options.add(new SettingOverride("impute.mask-image", file, "--mask-image")));
    unseen.ifPresent(way -> options.add(new SettingOverride("impute.unseen", way, "--unseen")));
    return options;
  }

  @Override
  Path rows(OutputDirectory output) {
    return output.imputed();
  }

  @Override
  void run(TrainedModel model, WaveTarget rows, RunRecord record) {
    Settings settings = record.settings().settings();
    ModelImputer imputer =
        model.imputer(settings.impute(), settings.sample(), settings.data().image());
    record.settings(imputer.settle(record.settings()));
    record.putAll(imputer.write(settings.data(), rows).facts());
  }
}
