package io.ncsn.train;

/** Is told how training goes, on the driver, between rounds. */
public interface TrainingListener {
  /** Once, before the first round: training goes on after {@code round} rounds, 0 if it is new. */
  default void onStart(int round) {}

  /** After each round. */
  default void onRound(RoundReport report) {}

  /** After each validation. */
  default void onValidation(Validation validation) {}

  /** Before a checkpoint of {@code round} rounds is published. */
  default void onCheckpoint(int round) {}
}
