package io.ncsn.compare;

import io.ncsn.data.shard.PreparedTable;
import io.ncsn.job.MetricsLog;
import io.ncsn.job.ProgressLine;
import io.ncsn.job.Training;
import io.ncsn.job.TrainingReporter;
import io.ncsn.job.TrainingResult;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.EffectiveValue;
import io.ncsn.train.DivergedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The models of a comparison. Runs with the same training share one model. A model that an
 * interrupted comparison finished is reused.
 */
final class ComparedModels {
  private static final List<String> TRAINING = List.of("data.", "noise.", "network.", "train.");

  private final SparkSession spark;
  private final Storage storage;
  private final Path root;
  private final ComparedTables tables;
  private final Supplier<ProgressLine> progress;
  private final Map<String, ComparedModel> trained = new HashMap<>();
  private final Map<String, DivergedException> diverged = new HashMap<>();

  /**
   * Makes the models.
   *
   * @param root directory in which each model gets a directory
   */
  ComparedModels(
      SparkSession spark,
      Storage storage,
      Path root,
      ComparedTables tables,
      Supplier<ProgressLine> progress) {
    this.progress = progress;
    this.spark = spark;
    this.storage = storage;
    this.root = root;
    this.tables = tables;
  }

  /**
   * Returns the model for these settings.
   *
   * @throws DivergedException if its training diverged, now or earlier
   */
  ComparedModel of(EffectiveSettings settings) {
    String id = id(settings);
    if (diverged.containsKey(id)) {
      throw diverged.get(id);
    }
    if (!trained.containsKey(id)) {
      try {
        trained.put(id, train(id, settings));
      } catch (DivergedException e) {
        diverged.put(id, e);
        throw e;
      }
    }
    return trained.get(id);
  }

  private ComparedModel train(String id, EffectiveSettings settings) {
    PreparedTable table = tables.prepared(settings.settings());
    OutputDirectory directory = new OutputDirectory(storage, new Path(root, id).toString());
    TrainingResult result = train(settings, table, directory);
    RunRecord record =
        new RunRecord(JobKind.TRAIN.command(), result.plan().settings()).putAll(result.facts());
    storage.write(directory.run(), record.json());
    return new ComparedModel(result.model(), table, result.plan().averagingFrequency());
  }

  private TrainingResult train(
      EffectiveSettings settings, PreparedTable table, OutputDirectory directory) {
    try (TrainingReporter reporter =
        new TrainingReporter(
            settings.settings().train(),
            directory,
            new MetricsLog(storage, directory.metrics()),
            progress)) {
      return Training.of(settings).telling(reporter).on(spark, table, directory.model().toString());
    }
  }

  /**
   * Returns a name made of all settings that training reads. Runs with equal names share a model.
   */
  private static String id(EffectiveSettings settings) {
    String all =
        settings.values().stream()
            .filter(value -> TRAINING.stream().anyMatch(value.key()::startsWith))
            .map(ComparedModels::assignment)
            .collect(Collectors.joining("\n"));
    return "model-" + DigestUtils.sha256Hex(all).substring(0, 12);
  }

  private static String assignment(EffectiveValue value) {
    return value.key() + " = " + value.value();
  }
}
