package io.ncsn.bench;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.train.TrainSettings;
import io.ncsn.train.Trainer;
import io.ncsn.train.TrainingRun;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains like a job: noise, steps, Adam, averaging on Spark, moving average. The table is in
 * memory, nothing is held out, and only the last checkpoint is written.
 */
final class TimedTraining {
  /** Number of noise levels. */
  static final int LEVELS = 50;

  /** The setting that turns off all checkpoints except the last. */
  static final String NO_CHECKPOINTS = "train.checkpoint-every=1000000";

  /** A number of rows for which rounds are as long as on a large table. */
  private static final int MOST_ROWS = 2_000_000;

  private static final int MOST_VALUES = 20_000_000;

  private final Lab lab;
  private final ModelDescription model;
  private final PreparedTable table;

  /** Makes a training and its table for networks of {@code spec}. */
  TimedTraining(Lab lab, NetworkSpec spec) {
    this(lab, spec, rows(spec.dimension()));
  }

  /** Makes a training with a table of {@code rows} rows. */
  TimedTraining(Lab lab, NetworkSpec spec, int rows) {
    this(
        lab,
        MadeUp.description(spec, MadeUp.levels(LEVELS)),
        MadeUp.table(lab.spark(), rows, spec.dimension(), 2 * lab.tasks()));
  }

  /** Makes a training of a model of {@code table}, of which nothing is held out. */
  TimedTraining(Lab lab, ModelDescription model, PreparedTable table) {
    this.lab = lab;
    this.model = model;
    this.table = table;
  }

  /** Returns the number of channels of a row. */
  int channels() {
    return model.network().dimension();
  }

  /** Returns the number of rows in the table for networks of {@code dimension} columns. */
  static int rows(int dimension) {
    return Math.min(MOST_ROWS, MOST_VALUES / dimension);
  }

  /**
   * A finished training.
   *
   * @param clock its timing
   * @param model the published model
   */
  record Done(RoundClock clock, Checkpoint model) {}

  /**
   * Trains for about {@code seconds}, but at least one round.
   *
   * @param replicas number of replicas; each is a task
   * @param settings others that differ from the defaults
   */
  Done run(int replicas, double seconds, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("train.replicas=" + replicas);
    all.add("train.max-seconds=" + seconds);
    all.add(NO_CHECKPOINTS);
    return run(Lab.settings(all.toArray(String[]::new)).train());
  }

  /** Trains with {@code settings}. */
  Done run(TrainSettings settings) {
    KernelPlan plan = KernelPlan.here(KernelChoice.AUTO).trainingIn(settings.precision());
    TrainingRun run = new TrainingRun(settings, plan, table, model, "made up");
    ModelDirectory directory =
        ModelDirectory.at(lab.fresh("model"), lab.session().sparkContext().hadoopConfiguration());
    RoundClock clock = new RoundClock(Math.min(settings.replicas(), lab.tasks()));
    return new Done(clock, new Trainer(lab.spark(), run, directory, clock).run().checkpoint());
  }

  /** Frees the memory of the table. */
  void close() {
    table.release();
  }
}
