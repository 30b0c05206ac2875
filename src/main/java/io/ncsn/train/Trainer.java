package io.ncsn.train;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.CheckpointException;
import io.ncsn.checkpoint.Generation;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.config.ConfigException;
import io.ncsn.config.TrainSettings;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains a score network by parameter averaging: rounds of H minibatches a replica, their weighted
 * mean, an outer step, a moving average; in between validations and checkpoints. Resumes from the
 * model directory if it holds a checkpoint of the same settings, to the same bits as if it had
 * never stopped.
 */
public final class Trainer {
  private static final String JOB_GROUP = "ncsn-train";

  private final JavaSparkContext spark;
  private final TrainingRun run;
  private final TrainSettings settings;
  private final ModelDirectory directory;
  private final Generation start;
  private final TrainingListener listener;
  private final Progress progress;
  private final StepSettings steps;
  private final Holdout holdout;

  /** A trainer that goes on from the last checkpoint; see the other constructor. */
  public Trainer(
      JavaSparkContext spark,
      TrainingRun run,
      ModelDirectory directory,
      TrainingListener listener) {
    this(spark, run, directory, Generation.LAST, listener);
  }

  /**
   * A trainer that publishes to {@code directory} and tells {@code listener}.
   *
   * @param start the checkpoint to go on from; the last after the previous one is then forgotten
   */
  public Trainer(
      JavaSparkContext spark,
      TrainingRun run,
      ModelDirectory directory,
      Generation start,
      TrainingListener listener) {
    this.spark = spark;
    this.run = run;
    this.settings = run.settings();
    this.directory = directory;
    this.start = start;
    this.listener = listener;
    this.progress = new Progress(settings);
    this.steps = StepSettings.of(settings, ContrastNoise.of(run));
    this.holdout = new Holdout(spark, run, steps);
  }

  /**
   * Trains to the end of the settings' limits.
   *
   * @throws ConfigException if the directory holds a model of other settings
   * @throws CheckpointException if the checkpoint to go on from is damaged or missing
   * @throws DivergedException if a loss, a gradient, a parameter or a hold-out loss is not finite;
   *     the last checkpoint is then the last good one
   */
  public TrainingOutcome run() {
    TrainingMemory memory = restore();
    TrainingState start = memory.state();
    listener.onStart(start.round());
    if (start.finished()) {
      return outcome(memory, OptionalDouble.empty(), "it was finished before");
    }
    describe("Load natives and shards on the executors");
    warmUp();
    Rounds rounds = new Rounds(spark, run, steps, memory);
    double overhead = 0;
    Optional<String> end = reasonToEnd(memory.state(), 0);
    while (end.isEmpty()) {
      describe("Training round " + (memory.state().round() + 1));
      RoundReport report = rounds.next();
      listener.onRound(report);
      overhead += report.overhead();
      boolean last = reasonToEnd(memory.state(), rounds.lastSeconds()).isPresent();
      if (last || isDue(AutoTraining.validateEvery(settings), memory)) {
        validate(memory);
      }
      end =
          reasonToEnd(memory.state(), rounds.lastSeconds())
              .or(() -> reasonToStopEarly(memory.state()));
      if (end.isEmpty() && isDue(AutoTraining.checkpointEvery(settings), memory)) {
        publish(memory);
      }
    }
    memory.finish();
    publish(memory);
    int done = memory.state().round() - start.round();
    return outcome(
        memory, done > 0 ? OptionalDouble.of(overhead / done) : OptionalDouble.empty(), end.get());
  }

  private TrainingOutcome outcome(TrainingMemory memory, OptionalDouble overhead, String reason) {
    long rows = memory.state().iteration() * settings.batchSize() * settings.replicas();
    return new TrainingOutcome(memory.checkpoint(), rows, overhead, reason);
  }

  private TrainingMemory restore() {
    if (start == Generation.LAST && !directory.exists()) {
      requireNoPrevious();
      return TrainingMemory.fresh(run);
    }
    ModelDirectory from = start == Generation.LAST ? directory : directory.previous();
    Checkpoint checkpoint = from.read();
    if (!checkpoint.state().settingsHash().equals(run.settingsHash())) {
      throw new ConfigException(
          "Cannot resume training in "
              + directory
              + ": its model was trained with other settings or data; use the same, set another output, or give"
              + " --overwrite");
    }
    if (start == Generation.PREVIOUS) {
      directory.goBack();
    }
    return TrainingMemory.resumed(run, checkpoint);
  }

  private void requireNoPrevious() {
    if (directory.previous().exists()) {
      throw new CheckpointException(
          "Cannot resume training in "
              + directory
              + ": its model.json is missing, and "
              + Generation.PREVIOUS.manifest()
              + " is there; add --previous to go on from that checkpoint, or --overwrite to begin anew");
    }
  }

  /** First use of an executor unpacks natives and reads shards; done before the clock starts. */
  private void warmUp() {
    var spec = run.model().network();
    var kernel = run.kernel();
    run.table().train().foreach(shard -> ExecutorModels.lend(spec, kernel, lease -> shard.rows()));
  }

  private Optional<String> reasonToEnd(TrainingState state, double lastRound) {
    if (progress.roundsDone(state.round())) {
      return Optional.of("train.max-rounds is reached");
    }
    return progress.timeUp(state.seconds(), lastRound)
        ? Optional.of("train.max-seconds is reached")
        : Optional.empty();
  }

  private Optional<String> reasonToStopEarly(TrainingState state) {
    if (settings.targetLoss().isPresent()
        && state.bestHoldoutLoss() <= settings.targetLoss().getAsDouble()) {
      return Optional.of("train.target-loss is reached");
    }
    int since = state.validationsSinceBest();
    return settings.patience().isPresent() && since >= settings.patience().getAsInt()
        ? Optional.of("the hold-out loss has not improved for " + since + " validations")
        : Optional.empty();
  }

  private void validate(TrainingMemory memory) {
    if (!holdout.isEmpty()) {
      describe("Hold-out loss after round " + memory.state().round());
      Validation validation = holdout.validate(memory.state().round(), memory.average());
      Divergence.checkHoldout(validation, settings);
      memory.afterValidation(validation.loss());
      listener.onValidation(validation);
    }
  }

  private void publish(TrainingMemory memory) {
    listener.onCheckpoint(memory.state().round());
    directory.publish(memory.checkpoint());
  }

  private static boolean isDue(int every, TrainingMemory memory) {
    return memory.state().round() % every == 0;
  }

  private void describe(String what) {
    spark.setJobGroup(JOB_GROUP, what, true);
  }
}
