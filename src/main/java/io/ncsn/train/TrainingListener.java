package io.ncsn.train;

import java.util.OptionalInt;

/** Is told how training goes, on the driver, between rounds. */
public interface TrainingListener {
  /**
   * Once, before the first round.
   *
   * @param round number of finished rounds that training goes on after; 0 if it is new
   * @param mostRounds number of rounds after which training ends; empty if they do not count
   */
  default void onStart(int round, OptionalInt mostRounds) {}

  /** After each round. */
  default void onRound(RoundReport report) {}

  /** After each validation. */
  default void onValidation(Validation validation) {}

  /** Before a checkpoint of {@code round} rounds is published. */
  default void onCheckpoint(int round) {}
}
