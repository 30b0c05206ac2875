package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Records what a training tells, and may stop it. */
final class RoundRecorder implements TrainingListener {
  final List<Integer> rounds = new ArrayList<>();
  final List<Double> losses = new ArrayList<>();
  final List<Double> holdout = new ArrayList<>();
  OptionalInt mostRounds = OptionalInt.empty();

  /** The round after which training is stopped by {@link Stopped}. */
  int stopAfter = Integer.MAX_VALUE;

  /** Ends a training that a test stops. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void onStart(int round, OptionalInt most) {
    mostRounds = most;
  }

  @Override
  public void onRound(RoundReport report) {
    rounds.add(report.round());
    losses.add(report.loss());
    if (report.round() == stopAfter) {
      throw new Stopped();
    }
  }

  @Override
  public void onValidation(Validation validation) {
    holdout.add(validation.loss());
  }

  @Override
  public void onCheckpoint(int round) {
    if (!rounds.isEmpty()) {
      assertThat(rounds).last().isEqualTo(round);
    }
  }
}
