package io.ncsn.cli;

import io.ncsn.checkpoint.Generation;
import io.ncsn.config.ConfigException;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.job.MetricsLog;
import io.ncsn.job.QualityGates;
import io.ncsn.job.Training;
import io.ncsn.job.TrainingReporter;
import io.ncsn.job.TrainingResult;
import io.ncsn.network.Kernels;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.OutputDirectory.Existing;
import io.ncsn.output.Publication;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Requirement;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that starts by training a model or by continuing an interrupted training. */
abstract class TrainingCommand implements Callable<Integer> {
  private final JobKind kind;

  @Mixin private CommonOptions common;
  @Mixin private OutputOptions outputOptions;
  @Mixin private PublishOption publish;

  @Option(
      names = "--previous",
      description =
          "Goes on from the checkpoint before the last one, for when that is damaged; the last is forgotten.")
  private boolean previous;

  TrainingCommand(JobKind kind) {
    this.kind = kind;
  }

  @Override
  public final Integer call() {
    Storage storage = Storage.ofSubmit();
    EffectiveSettings settings =
        outputOptions.dated(
            common.read(storage, outputOptions.overrides(), EnumSet.allOf(Requirement.class)));
    OutputDirectory output = new OutputDirectory(storage, settings.settings().output());
    Existing existing = outputOptions.existing(Existing.RESUME);
    MadeFrom from = MadeFrom.table(storage, settings.settings().data());
    if (outputOptions.isFinished(output, kind, settings, publish.facts(), from)) {
      return ExitCode.DONE.code();
    }
    Generation start = previous ? Generation.PREVIOUS : Generation.LAST;
    requireSomethingToGoOnFrom(start, existing);
    output.check(kind, existing);
    output.requireApart(kind, "data.input", settings.settings().data());
    Locations.requireInput(storage, settings.settings().data());
    Locations.requireStart(storage, settings.settings().train());
    Optional<Publication> place = publish.place(storage, kind, output, settings.settings().data());
    RunRecord record = from.record(kind, settings, publish.facts());
    QualityGates gates = run(storage, output, existing, start, record);
    finish(output, gates);
    PublishOption.publish(place, output, gates, record);
    RunEnd.record(storage, output, record);
    GatesMissedException.requireMet(
        gates,
        publish.unpublished()
            + "Everything but _SUCCESS is in %s; run the command again with the gate relaxed to finish without training"
                .formatted(output.root()));
    return ExitCode.DONE.code();
  }

  private QualityGates run(
      Storage storage,
      OutputDirectory output,
      Existing existing,
      Generation start,
      RunRecord record) {
    String advice =
        "Run the same command again to go on from the last checkpoint in " + output.root();
    Kernels.loadAhead(record.settings().settings().network().kernel());
    try (OutputDirectory.Lock held = output.lock();
        SparkJob job = SparkJob.start(kind.command(), advice, System.err)) {
      output.prepare(kind, existing);
      TableStep table = TableStep.plan(job.session(), storage, kind, output.samples(), record);
      InputPin.pin(job.session(), record);
      TrainingResult result = train(job.session(), storage, output, record.settings(), start);
      record.settings(result.plan().settings()).putAll(result.facts());
      return afterTraining(new Trained(job.session(), storage, output, table, result, record));
    }
  }

  private static TrainingResult train(
      SparkSession spark,
      Storage storage,
      OutputDirectory output,
      EffectiveSettings settings,
      Generation start) {
    try (TrainingReporter reporter =
        new TrainingReporter(
            settings.settings().train(),
            output,
            new MetricsLog(storage, output.metrics()),
            ProgressLines::open)) {
      Training training = Training.of(settings).from(start).telling(reporter);
      PreparedTable table = training.prepare(spark, output.work().toString());
      return training.on(spark, table, output.model().toString());
    }
  }

  private static void requireSomethingToGoOnFrom(Generation start, Existing existing) {
    if (start == Generation.PREVIOUS && existing == Existing.OVERWRITE) {
      throw new ConfigException(
          "Cannot go on from the previous checkpoint: --overwrite deletes it; give one of --previous and --overwrite");
    }
  }

  /** Continues the command with the trained model, and holds its results against the gates. */
  abstract QualityGates afterTraining(Trained trained);

  /** Writes files after Spark has stopped and before {@code run.json}. */
  abstract void finish(OutputDirectory output, QualityGates gates);

  /**
   * A training that came to its end.
   *
   * @param output holds the model
   * @param table gets the rows that the command makes
   * @param result result of the training
   * @param record gets what the command does with the model
   */
  record Trained(
      SparkSession session,
      Storage storage,
      OutputDirectory output,
      TableStep table,
      TrainingResult result,
      RunRecord record) {}
}
