package io.ncsn.train;

import io.ncsn.checkpoint.TrainingState;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells how much of a training is done, and whether another round may begin. */
final class Progress {
  private final TrainSettings settings;
  private final OptionalInt mostRounds;

  /**
   * @param mostRounds rounds after which training ends, see {@link AutoTraining#maxRounds}
   */
  Progress(TrainSettings settings, OptionalInt mostRounds) {
    this.settings = settings;
    this.mostRounds = mostRounds;
  }

  static Progress of(TrainingRun run) {
    return new Progress(run.settings(), run.mostRounds());
  }

  /** Share done after {@code rounds} rounds and {@code seconds}, in [0, 1]; 0 without limits. */
  double share(double rounds, double seconds) {
    double byRounds = mostRounds.isPresent() ? rounds / mostRounds.getAsInt() : 0;
    double bySeconds =
        settings.maxSeconds().isPresent() ? seconds / settings.maxSeconds().getAsDouble() : 0;
    return Math.min(1, Math.max(byRounds, bySeconds));
  }

  /**
   * Returns why no further round may begin, if none may.
   *
   * @param next expected seconds of the next round, which must end within the time limit
   */
  Optional<String> reasonToEnd(TrainingState state, double next) {
    if (mostRounds.isPresent() && state.round() >= mostRounds.getAsInt()) {
      boolean byEpochs = !mostRounds.equals(settings.maxRounds());
      return Optional.of((byEpochs ? "train.max-epochs" : "train.max-rounds") + " is reached");
    }
    boolean timeIsUp =
        settings.maxSeconds().isPresent()
            && state.seconds() + next > settings.maxSeconds().getAsDouble();
    return timeIsUp ? Optional.of("train.max-seconds is reached") : Optional.empty();
  }

  /** Returns why training may stop before its limits, if it may. */
  Optional<String> reasonToStopEarly(TrainingState state) {
    if (settings.targetLoss().isPresent()
        && state.bestHoldoutLoss() <= settings.targetLoss().getAsDouble()) {
      return Optional.of("train.target-loss is reached");
    }
    int since = state.validationsSinceBest();
    return settings.patience().isPresent() && since >= settings.patience().getAsInt()
        ? Optional.of("the hold-out loss has not improved for " + since + " validations")
        : Optional.empty();
  }
}
