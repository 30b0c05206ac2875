package io.ncsn.job;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.Generation;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.data.shard.EarlierColumns;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.TablePreparer;
import io.ncsn.sample.OwnColumns;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Settings;
import io.ncsn.train.Holdout;
import io.ncsn.train.Trainer;
import io.ncsn.train.TrainingListener;
import io.ncsn.train.TrainingOutcome;
import io.ncsn.train.TrainingRun;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Training: a table goes in, a model directory and a {@link TrainedModel} come out.
 *
 * <pre>{@code
 * TrainedModel model = Training.of(settings).on(table, "hdfs:///models/flights").model();
 * Dataset<Row> rows = model.sampler(settings.settings().sample()).rows();
 * }</pre>
 */
public final class Training {
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private final EffectiveSettings effective;
  private final Settings settings;
  private Generation start = Generation.LAST;
  private TrainingListener listener = new TrainingListener() {};

  private Training(EffectiveSettings effective) {
    this.effective = effective;
    this.settings = effective.settings();
  }

  /** A training with these settings. */
  public static Training of(EffectiveSettings settings) {
    return new Training(settings);
  }

  /** A training that is resumed goes on from this checkpoint; by default from the last. */
  public Training from(Generation generation) {
    start = generation;
    return this;
  }

  /** Tells {@code told} how training goes, on the driver, between rounds. */
  public Training telling(TrainingListener told) {
    listener = told;
    return this;
  }

  /**
   * Trains on a table that the program holds.
   *
   * @param table is computed twice, and must give the same rows both times
   * @param directory gets the model ({@code model}) and the shards ({@code work}); if it holds an
   *     unfinished model of the same rows and settings, training goes on from there
   */
  public TrainingResult on(Dataset<Row> table, String directory) {
    return on(
        table,
        new Path(directory, "work").toString(),
        plan -> new Path(directory, "model").toString());
  }

  /**
   * As {@link #on(Dataset, String)}, with a place for the model that may depend on its training.
   *
   * @param work gets the shards
   * @param model gives the model directory
   */
  public TrainingResult on(Dataset<Row> table, String work, Function<TrainingPlan, String> model) {
    requireFeatures(table.sparkSession());
    Optional<WarmStart> start = warmStart(table.sparkSession());
    PreparedTable prepared =
        TablePreparer.prepare(
            table,
            settings.data(),
            settings.train().replicas(),
            OwnColumns.names(settings.sample()),
            work,
            earlier(start));
    try {
      return on(table.sparkSession(), prepared, model, start);
    } finally {
      prepared.release();
    }
  }

  /**
   * Reads the table that {@code data.input} names.
   *
   * @param work gets the shards; those of an earlier call are taken if nothing has changed
   */
  public PreparedTable prepare(SparkSession spark, String work) {
    requireFeatures(spark);
    return TablePreparer.prepare(
        spark,
        settings.data(),
        settings.train().replicas(),
        OwnColumns.names(settings.sample()),
        work,
        earlier(warmStart(spark)));
  }

  /**
   * Trains on a prepared table, or resumes an unfinished training of the same rows and settings.
   *
   * @param table prepared for these settings
   * @param model the model directory
   * @throws io.ncsn.train.DivergedException if training diverges; the last checkpoint stays
   */
  public TrainingResult on(SparkSession spark, PreparedTable table, String model) {
    return on(spark, table, plan -> model, warmStart(spark));
  }

  /** Requires that images can be measured, before hours of training. */
  private void requireFeatures(SparkSession spark) {
    ModuleFeatures.of(settings, spark.sparkContext().hadoopConfiguration());
  }

  private Optional<WarmStart> warmStart(SparkSession spark) {
    return settings
        .train()
        .startFrom()
        .map(place -> WarmStart.read(place, spark.sparkContext().hadoopConfiguration()))
        .map(first -> first.fitting(effective));
  }

  private static Optional<EarlierColumns> earlier(Optional<WarmStart> start) {
    return start.map(WarmStart::columns);
  }

  private TrainingResult on(
      SparkSession spark,
      PreparedTable table,
      Function<TrainingPlan, String> place,
      Optional<WarmStart> first) {
    log(table);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    TrainingPlan plan = TrainingPlan.resolve(effective, table, first);
    String model = place.apply(plan);
    MachineAgreement machines =
        Machines.ofTraining(
            spark, plan.model().network(), settings.train().precision(), settings.network());
    ModelDirectory directory = ModelDirectory.at(model, spark.sparkContext().hadoopConfiguration());
    TrainingOutcome outcome =
        new Trainer(
                context,
                plan.run(machines.plan()),
                directory,
                start,
                listener,
                new TrainingEnd(spark, table, plan, machines, settings).step())
            .run();
    LOG.info(
        "Trained to round {}: {}. Model: {}",
        outcome.checkpoint().state().round(),
        outcome.reason(),
        model);
    Optional<WarmStart.Compared> compared =
        first.flatMap(earlier -> compared(context, plan, machines, earlier, outcome));
    compared.ifPresent(Training::log);
    return new TrainingResult(
        plan,
        machines,
        outcome,
        new TrainedModel(spark, outcome.checkpoint(), settings.network()),
        directory.sha256(Checkpoint.PARAMETERS),
        directory.sha256(Checkpoint.EMA),
        compared);
  }

  private static void log(PreparedTable table) {
    LOG.info(
        "Data: {} training rows, {} held out, {} columns; {}",
        table.rows(),
        table.holdoutRows(),
        table.schema().dimension(),
        table.badRows().summary());
  }

  private static void log(WarmStart.Compared losses) {
    LOG.info(
        "Hold-out loss on this table: {} of the model of {}, {} of the new one",
        losses.before(),
        losses.place(),
        losses.after());
  }

  private static Optional<WarmStart.Compared> compared(
      JavaSparkContext spark,
      TrainingPlan plan,
      MachineAgreement machines,
      WarmStart first,
      TrainingOutcome outcome) {
    if (plan.table().holdoutRows() == 0) {
      return Optional.empty();
    }
    TrainingRun run = plan.run(machines.plan());
    return Optional.of(
        new WarmStart.Compared(
            first.place(),
            first.sha256(),
            Holdout.loss(spark, run, first.parameters()).loss(),
            Holdout.loss(spark, run, outcome.checkpoint().samplingParameters()).loss()));
  }
}
