package io.ncsn.checkpoint;

/**
 * How far training has come; with the vectors, all that resuming needs.
 *
 * @param settingsHash of every setting that the parameters depend on; resuming with another is
 *     refused
 * @param round averagings done
 * @param iteration minibatches each replica has done
 * @param seconds spent in rounds so far
 * @param loss mean training loss of the last round
 * @param bestHoldoutLoss least hold-out loss so far; infinite before the first
 * @param validationsSinceBest for early stopping
 * @param finished no more rounds are wanted
 */
public record TrainingState(
    String settingsHash,
    int round,
    long iteration,
    double seconds,
    double loss,
    double bestHoldoutLoss,
    int validationsSinceBest,
    boolean finished) {

  /** Before the first round. */
  public static TrainingState initial(String settingsHash) {
    return new TrainingState(settingsHash, 0, 0, 0, Double.NaN, Double.POSITIVE_INFINITY, 0, false);
  }

  /** After one more round. */
  public TrainingState afterRound(int minibatches, double roundSeconds, double roundLoss) {
    return new TrainingState(
        settingsHash,
        round + 1,
        iteration + minibatches,
        seconds + roundSeconds,
        roundLoss,
        bestHoldoutLoss,
        validationsSinceBest,
        false);
  }

  /** After a validation. */
  public TrainingState afterValidation(double holdoutLoss) {
    return new TrainingState(
        settingsHash,
        round,
        iteration,
        seconds,
        loss,
        Math.min(holdoutLoss, bestHoldoutLoss),
        holdoutLoss < bestHoldoutLoss ? 0 : validationsSinceBest + 1,
        false);
  }

  /** With no more rounds wanted. */
  public TrainingState asFinished() {
    return withFinished(true);
  }

  /** With more rounds wanted. */
  public TrainingState asUnfinished() {
    return withFinished(false);
  }

  private TrainingState withFinished(boolean value) {
    return new TrainingState(
        settingsHash,
        round,
        iteration,
        seconds,
        loss,
        bestHoldoutLoss,
        validationsSinceBest,
        value);
  }
}
