package io.ncsn.train;

/** Is told how training goes, on the driver, between rounds. */
public interface TrainingListener {
  /** After each round. */
  void onRound(RoundReport report);

  /** After each validation. */
  void onValidation(Validation validation);

  /** After a checkpoint of {@code round} rounds was published. */
  void onCheckpoint(int round);
}
