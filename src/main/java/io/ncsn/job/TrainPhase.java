package io.ncsn.job;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.Generation;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.Choice;
import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.config.Settings;
import io.ncsn.config.TrainSettings;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.ShardRanges;
import io.ncsn.data.shard.TablePreparer;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Versions;
import io.ncsn.sample.Sampler;
import io.ncsn.train.AutoTraining;
import io.ncsn.train.Trainer;
import io.ncsn.train.TrainingOutcome;
import io.ncsn.train.TrainingRun;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Training: table to shards to model directory. */
public final class TrainPhase {
  private static final Logger LOG = LoggerFactory.getLogger(TrainPhase.class);

  private final SparkSession spark;
  private final OutputDirectory output;
  private final MetricsLog metrics;
  private final RunRecord record;
  private final Settings settings;
  private final Supplier<ProgressLine> progress;
  private Generation start = Generation.LAST;

  /**
   * @param output where the model and the work files go
   * @param metrics gets a line a round
   * @param record has the settings in force; gets {@code train.seconds}, {@code
   *     train.rows-per-second}, {@code train.loss}, {@code parameters-sha256} and the settings that
   *     {@code auto} came to
   */
  public TrainPhase(
      SparkSession spark,
      OutputDirectory output,
      MetricsLog metrics,
      Supplier<ProgressLine> progress,
      RunRecord record) {
    this.progress = progress;
    this.spark = spark;
    this.output = output;
    this.metrics = metrics;
    this.record = record;
    this.settings = record.settings().settings();
  }

  /** Training that is taken up goes on from this checkpoint. */
  public TrainPhase from(Generation generation) {
    start = generation;
    return this;
  }

  /**
   * Trains, or takes up an unfinished training of the same configuration; the table it trained on.
   */
  public PreparedTable run() {
    PreparedTable table =
        TablePreparer.prepare(
            spark,
            settings.data(),
            settings.train().replicas(),
            Sampler.ownColumns(settings.sample()),
            output.work().toString());
    run(table);
    return table;
  }

  /** As {@link #run()}, on a table that was prepared for these settings. */
  public void run(PreparedTable table) {
    LOG.info(
        "Data: {} training rows, {} held out, {} columns; {}",
        table.rows(),
        table.holdoutRows(),
        table.schema().dimension(),
        table.badRows().summary());
    record.put("data.rows", table.rows()).put("data.holdout-rows", table.holdoutRows());
    record.put("data.bad-rows", table.badRows().total());
    TrainingRun run = plan(table);
    ModelDirectory directory =
        ModelDirectory.at(output.model().toString(), spark.sparkContext().hadoopConfiguration());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    try (TrainingReporter reporter =
        new TrainingReporter(settings.train(), output, metrics, progress.get())) {
      note(new Trainer(context, run, directory, start, reporter).run(), directory);
    }
  }

  private TrainingRun plan(PreparedTable table) {
    spark
        .sparkContext()
        .setJobGroup(JobKind.TRAIN.group(), "Noise levels and ranges of columns", true);
    NoiseSchedule schedule = NoiseResolution.resolve(table, record);
    NetworkSpec spec = NetworkResolution.spec(table.schema().dimension(), record);
    KernelChoice kernel = NetworkResolution.kernel(record);
    // Before hours of training:
    Sampler.check(table.schema(), settings.sample(), schedule, spec, kernel);
    int averagingFrequency = AutoTraining.averagingFrequency(settings.train(), spec, table.rows());
    record.settle(AutoTraining.resolved(settings.train(), spec, table.rows()));
    LOG.info(
        "Network: {} parameters, kernel {}; {} replicas, {} minibatches of {} rows between averagings",
        spec.parameters(),
        Choice.name(kernel),
        settings.train().replicas(),
        averagingFrequency,
        settings.train().batchSize());
    ModelDescription model =
        new ModelDescription(
            spec,
            schedule,
            table.schema(),
            table.scaler(),
            ShardRanges.of(table.train(), table.schema().dimension()),
            provenance(table));
    KernelPlan computing = Machines.ofTraining(spark, spec, record);
    return new TrainingRun(
        settings.train(), computing, table, model, hash(table, spec, kernel, schedule));
  }

  private Map<String, String> provenance(PreparedTable table) {
    Map<String, String> facts = new TreeMap<>();
    Versions.all().forEach((name, version) -> facts.put("version." + name, version));
    record
        .settings()
        .values()
        .forEach(v -> facts.put(ModelDescription.SETTING + v.key(), v.value()));
    facts.put(ModelDescription.FINGERPRINT, table.fingerprint());
    facts.put("data.rows", Long.toString(table.rows()));
    return facts;
  }

  /** Of all that the parameters depend on. */
  private String hash(
      PreparedTable table, NetworkSpec spec, KernelChoice kernel, NoiseSchedule schedule) {
    String all =
        String.join(
            "\n",
            table.fingerprint(),
            spec.toString(),
            kernel.toString(),
            schedule.kind().toString(),
            Arrays.toString(schedule.levels()),
            whatParametersDependOn(settings.train()));
    return DigestUtils.sha256Hex(all);
  }

  /** All of {@code train.*} but what only says how the work is done and when it ends. */
  public static String whatParametersDependOn(TrainSettings train) {
    return Stream.of(
            train.batchSize(),
            train.replicas(),
            train.averagingFrequency(),
            train.seed(),
            train.learningRate(),
            train.warmUp(),
            train.decay(),
            train.clipNorm(),
            train.emaDecay(),
            train.objective(),
            train.outer(),
            train.outerLearningRate(),
            train.outerMomentum())
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }

  private void note(TrainingOutcome outcome, ModelDirectory directory) {
    record
        .put("train.seconds", outcome.seconds())
        .put("train.rows", outcome.rows())
        .put("train.rows-per-second", outcome.rowsPerSecond())
        .put("train.rounds", outcome.checkpoint().state().round())
        .put("train.loss", outcome.checkpoint().state().loss())
        .put("train.holdout-loss", outcome.checkpoint().state().bestHoldoutLoss())
        .put("train.ended-because", outcome.reason());
    outcome.overhead().ifPresent(share -> record.put("train.overhead", share));
    directory.sha256(Checkpoint.PARAMETERS).ifPresent(sha -> record.put("parameters-sha256", sha));
    directory.sha256(Checkpoint.EMA).ifPresent(sha -> record.put("ema-sha256", sha));
    LOG.info(
        "Trained to round {}: {}. Model: {}",
        outcome.checkpoint().state().round(),
        outcome.reason(),
        output.model());
  }
}
