package io.ncsn.cli;

import io.ncsn.config.SettingOverride;
import io.ncsn.job.LikelihoodPhase;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;

/** {@code ncsn likelihood}: model directory and table to log-densities. */
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
  void run(SparkSession spark, Path model, Path rows, List<String> kept, RunRecord record) {
    new LikelihoodPhase(spark, model, rows, record).run(kept);
  }
}
