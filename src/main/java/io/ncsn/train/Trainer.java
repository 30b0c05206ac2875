package io.ncsn.train;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.CheckpointException;
import io.ncsn.checkpoint.Generation;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.config.ConfigException;
import io.ncsn.train.TrainSettings.Decay;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a score network by parameter averaging: rounds of H minibatches per replica, their
 * weighted mean, an outer step, a moving average; in between validations and checkpoints. Resumes
 * from the model directory if it holds a checkpoint of the same settings, to the same bits as if it
 * had never stopped.
 */
public final class Trainer {
  private static final String JOB_GROUP = "ncsn-train";
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  private final JavaSparkContext spark;
  private final TrainingRun run;
  private final TrainSettings settings;
  private final ModelDirectory directory;
  private final Generation start;
  private final TrainingListener listener;
  private final Optional<LastStep> finish;
  private final Progress progress;
  private final StepSettings steps;
  private final Holdout holdout;
  private final UntouchedNetwork untouched;
  private final int validateEvery;

  /** A trainer that goes on from the last checkpoint; see the other constructor. */
  public Trainer(
      JavaSparkContext spark,
      TrainingRun run,
      ModelDirectory directory,
      TrainingListener listener) {
    this(spark, run, directory, Generation.LAST, listener, Optional.empty());
  }

  /**
   * A trainer that publishes to {@code directory} and tells {@code listener}.
   *
   * @param start the checkpoint to go on from; the last after the previous one is then forgotten
   * @param finish what is done to the last checkpoint at the end
   */
  public Trainer(
      JavaSparkContext spark,
      TrainingRun run,
      ModelDirectory directory,
      Generation start,
      TrainingListener listener,
      Optional<LastStep> finish) {
    this.spark = spark;
    this.run = run;
    this.settings = run.settings();
    this.directory = directory;
    this.start = start;
    this.listener = listener;
    this.finish = finish;
    this.progress = Progress.of(run);
    this.steps = StepSettings.of(run);
    this.holdout = new Holdout(spark, run, steps);
    this.untouched = new UntouchedNetwork(run, holdout);
    this.validateEvery =
        AutoTraining.validateEvery(
            settings, run.model().network(), run.table().rows(), run.table().holdoutRows());
  }

  /**
   * Trains to the end of the settings' limits.
   *
   * <p>A finished training goes on if its end is set elsewhere now.
   *
   * @throws ConfigException if the directory holds a model of other settings, or of more rounds
   * @throws CheckpointException if the checkpoint to go on from is damaged or missing
   * @throws DivergedException if a loss, a gradient, a parameter or a hold-out loss is not finite,
   *     or losses are far worse than an untouched network's; the last checkpoint is then the last
   *     good one
   */
  public TrainingOutcome run() {
    TrainingMemory memory = restore();
    TrainingState start = memory.state();
    listener.onStart(start.round(), run.mostRounds());
    if (start.finished()) {
      return outcome(directory.read(), OptionalDouble.empty(), "it was finished before");
    }
    describe("Load natives and shards on the executors");
    warmUp();
    double overhead = 0;
    Optional<String> end = reasonToEnd(memory, 0);
    CheckpointPace pace = new CheckpointPace(settings.checkpointEvery(), start.seconds());
    try (Rounds rounds = new Rounds(spark, run, steps, memory)) {
      while (end.isEmpty()) {
        describe("Training round " + (memory.state().round() + 1));
        RoundReport report = rounds.next();
        listener.onRound(report);
        overhead += report.overhead();
        boolean last = progress.reasonToEnd(memory.state(), rounds.lastSeconds()).isPresent();
        if (last || memory.state().round() % validateEvery == 0) {
          validate(memory);
        }
        end = reasonToEnd(memory, rounds.lastSeconds());
        TrainingState now = memory.state();
        if (end.isEmpty() && pace.isDue(now.round(), now.seconds()) && !untouched.isFarBetter()) {
          publish(memory.checkpoint());
          pace.published(now.seconds());
        }
      }
    }
    untouched.checkAtTheEnd();
    Checkpoint last = finished(memory);
    publish(last);
    int done = last.state().round() - start.round();
    return outcome(
        last, done > 0 ? OptionalDouble.of(overhead / done) : OptionalDouble.empty(), end.get());
  }

  private Checkpoint finished(TrainingMemory memory) {
    if (finish.filter(LastStep::isLong).isPresent()) {
      publish(memory.checkpoint());
    }
    memory.finish();
    return finish.map(step -> step.apply(memory.checkpoint())).orElseGet(memory::checkpoint);
  }

  private TrainingOutcome outcome(Checkpoint last, OptionalDouble overhead, String reason) {
    return new TrainingOutcome(last, settings.rows(last.state().iteration()), overhead, reason);
  }

  private TrainingMemory restore() {
    if (start == Generation.LAST && !directory.exists()) {
      requireNoPrevious();
      return TrainingMemory.fresh(run);
    }
    ModelDirectory from = start == Generation.LAST ? directory : directory.previous();
    Checkpoint checkpoint = from.read();
    Resumption resumption = new Resumption(run, directory, checkpoint);
    resumption.check();
    if (start == Generation.PREVIOUS) {
      directory.goBack();
    }
    TrainingMemory memory = TrainingMemory.resumed(run, checkpoint);
    if (resumption.hasAnotherEnd()) {
      memory.reopen();
      sayWhatAnotherEndMeans(resumption, memory.state());
    }
    return memory;
  }

  private void sayWhatAnotherEndMeans(Resumption resumption, TrainingState state) {
    LOG.info("Training is to end elsewhere: {}", resumption.ends());
    if (settings.decay() == Decay.COSINE) {
      LOG.warn(
          "train.decay = cosine brings the learning rate down to the new end: it goes on at {}, and the model will"
              + " not be the one of a training that was to end there from its start",
          String.format(
              Locale.ROOT,
              "%.3g",
              steps.learningRateAt(
                  state.iteration(), progress.share(state.round(), state.seconds()))));
    }
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
    run.table()
        .train()
        .foreach(shard -> ExecutorModels.lend(spec, kernel, learner -> shard.rows()));
  }

  private Optional<String> reasonToEnd(TrainingMemory memory, double lastRound) {
    return progress
        .reasonToEnd(memory.state(), lastRound)
        .or(
            () ->
                memory.state().fillings() < FilledShards.times(run)
                    ? Optional.empty()
                    : progress.reasonToStopEarly(memory.state()));
  }

  private void validate(TrainingMemory memory) {
    if (!holdout.isEmpty()) {
      describe("Hold-out loss after round " + memory.state().round());
      Validation validation = holdout.validate(memory.state().round(), memory.average());
      Divergence.checkHoldout(validation, settings);
      untouched.compare(validation, memory.state().loss());
      memory.afterValidation(validation.loss());
      listener.onValidation(validation);
    }
  }

  private void publish(Checkpoint checkpoint) {
    listener.onCheckpoint(checkpoint.state().round());
    directory.publish(checkpoint);
  }

  private void describe(String what) {
    spark.setJobGroup(JOB_GROUP, what, true);
  }
}
