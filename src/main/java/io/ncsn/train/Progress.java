package io.ncsn.train;

/** How much of the training is done, and whether its limits allow another round. */
final class Progress {
  private final TrainSettings settings;

  Progress(TrainSettings settings) {
    this.settings = settings;
  }

  /** Share done after {@code rounds} rounds and {@code seconds}, in [0, 1]; 0 without limits. */
  double share(double rounds, double seconds) {
    double byRounds =
        settings.maxRounds().isPresent() ? rounds / settings.maxRounds().getAsInt() : 0;
    double bySeconds =
        settings.maxSeconds().isPresent() ? seconds / settings.maxSeconds().getAsDouble() : 0;
    return Math.min(1, Math.max(byRounds, bySeconds));
  }

  boolean roundsDone(int rounds) {
    return settings.maxRounds().isPresent() && rounds >= settings.maxRounds().getAsInt();
  }

  /** Whether a round of {@code next} seconds would end after the time limit. */
  boolean timeUp(double seconds, double next) {
    return settings.maxSeconds().isPresent()
        && seconds + next > settings.maxSeconds().getAsDouble();
  }
}
