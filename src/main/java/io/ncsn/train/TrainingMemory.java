package io.ncsn.train;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.network.HeapVectors;
import io.ncsn.network.ModelVectors;
import io.ncsn.train.TrainSettings.OuterStep;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/** All that changes as training goes: the vectors and the state of a checkpoint, at work. */
final class TrainingMemory {
  private final TrainingRun run;
  private final ModelVectors model;
  private final MovingAverage average;
  private final OuterOptimiser outer;
  private float[] best;
  private float[] filler;
  private TrainingState state;

  private TrainingMemory(
      TrainingRun run, ModelVectors model, TrainingState state, Vectors vectors) {
    this.run = run;
    this.model = model;
    this.state = state;
    this.average = new MovingAverage(run.settings().emaDecay(), vectors.ema());
    this.outer = new OuterOptimiser(run.settings(), vectors.velocity());
    this.best = vectors.best();
    this.filler = vectors.filler();
  }

  private record Vectors(float[] ema, float[] velocity, float[] best, float[] filler) {}

  static TrainingMemory fresh(TrainingRun run) {
    float[] start =
        run.start()
            .map(float[]::clone)
            .orElseGet(() -> run.model().network().initialParameters(run.settings().seed()));
    ModelVectors model = new HeapVectors(start);
    TrainingState state = TrainingState.initial(run.settingsHash());
    return new TrainingMemory(
        run, model, state, new Vectors(start, new float[start.length], null, null));
  }

  static TrainingMemory resumed(TrainingRun run, Checkpoint checkpoint) {
    ModelVectors model = new HeapVectors(checkpoint.vector(Checkpoint.PARAMETERS));
    model.load(checkpoint.vector(Checkpoint.PARAMETERS), checkpoint.vector(Checkpoint.UPDATER));
    float[] ema = checkpoint.vector(Checkpoint.EMA);
    float[] velocity =
        checkpoint.vectors().getOrDefault(Checkpoint.VELOCITY, new float[ema.length]);
    return new TrainingMemory(
        run,
        model,
        checkpoint.state(),
        new Vectors(
            ema,
            velocity,
            checkpoint.vectors().get(Checkpoint.BEST),
            checkpoint.vectors().get(Checkpoint.FILLER)));
  }

  ModelVectors model() {
    return model;
  }

  TrainingState state() {
    return state;
  }

  float[] average() {
    return average.values();
  }

  /** The parameters by which unknown cells were last filled; null before the first time. */
  float[] filler() {
    return filler;
  }

  /**
   * Keeps the moving average, by which unknown cells are filled for the time {@code time}. Hold-out
   * losses of networks that learnt from other cells no longer count.
   */
  void beginFilling(int time) {
    filler = average.values().clone();
    best = null;
    state = state.afterFilling(time);
  }

  /**
   * After a round from {@code before}, whose mean the model now holds.
   *
   * @param seconds the round's wall time, which is asked for when all the rest is done
   */
  void afterRound(float[] before, int minibatches, double loss, DoubleSupplier seconds) {
    float[] after = outer.apply(before, model.parameters());
    model.loadParameters(after);
    average.update(after, minibatches, state.iteration() + minibatches);
    state = state.afterRound(minibatches, seconds.getAsDouble(), loss);
  }

  void afterValidation(double loss) {
    if (loss < state.bestHoldoutLoss() && run.settings().patience().isPresent()) {
      best = average.values().clone();
    }
    state = state.afterValidation(loss);
  }

  /** Wants more rounds, though it had been finished. */
  void reopen() {
    state = state.asUnfinished();
  }

  void finish() {
    state = state.asFinished();
  }

  Checkpoint checkpoint() {
    Map<String, float[]> vectors = new TreeMap<>();
    vectors.put(Checkpoint.PARAMETERS, model.parameters());
    vectors.put(Checkpoint.UPDATER, model.updaterState());
    vectors.put(Checkpoint.EMA, average.values().clone());
    if (run.settings().outer() == OuterStep.NESTEROV) {
      vectors.put(Checkpoint.VELOCITY, outer.velocity().clone());
    }
    if (best != null) {
      vectors.put(Checkpoint.BEST, best);
    }
    if (filler != null) {
      vectors.put(Checkpoint.FILLER, filler);
    }
    return new Checkpoint(run.model(), state, vectors);
  }
}
