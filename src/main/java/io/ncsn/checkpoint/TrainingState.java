package io.ncsn.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The progress of a training. Resuming needs only this state and the vectors.
 *
 * @param settingsHash hash of every setting that the parameters depend on; resuming with another
 *     hash is rejected
 * @param round number of averagings so far
 * @param iteration number of minibatches of each replica so far
 * @param seconds time spent in rounds so far
 * @param loss mean training loss of the last round
 * @param bestHoldoutLoss least hold-out loss so far; infinite before the first
 * @param validationsSinceBest validations since the least hold-out loss, for early stopping
 * @param finished whether no more rounds are wanted
 * @param filled how often unknown cells have been filled; null if never
 */
public record TrainingState(
    String settingsHash,
    int round,
    long iteration,
    double seconds,
    double loss,
    double bestHoldoutLoss,
    int validationsSinceBest,
    boolean finished,
    @JsonInclude(JsonInclude.Include.NON_NULL) Integer filled) {

  /** Returns the state before the first round. */
  public static TrainingState initial(String settingsHash) {
    return new TrainingState(
        settingsHash, 0, 0, 0, Double.NaN, Double.POSITIVE_INFINITY, 0, false, null);
  }

  /** Returns how often unknown cells have been filled. */
  public int fillings() {
    return filled == null ? 0 : filled;
  }

  /** Returns the state after one more round. */
  public TrainingState afterRound(int minibatches, double roundSeconds, double roundLoss) {
    return new TrainingState(
        settingsHash,
        round + 1,
        iteration + minibatches,
        seconds + roundSeconds,
        roundLoss,
        bestHoldoutLoss,
        validationsSinceBest,
        false,
        filled);
  }

  /** Returns the state after a validation. */
  public TrainingState afterValidation(double holdoutLoss) {
    return new TrainingState(
        settingsHash,
        round,
        iteration,
        seconds,
        loss,
        Math.min(holdoutLoss, bestHoldoutLoss),
        holdoutLoss < bestHoldoutLoss ? 0 : validationsSinceBest + 1,
        false,
        filled);
  }

  /**
   * Returns the state after unknown cells have been filled for the time {@code time}. Hold-out
   * losses begin anew.
   */
  public TrainingState afterFilling(int time) {
    return new TrainingState(
        settingsHash, round, iteration, seconds, loss, Double.POSITIVE_INFINITY, 0, finished, time);
  }

  /** Returns this state with no more rounds wanted. */
  public TrainingState asFinished() {
    return withFinished(true);
  }

  /** Returns this state with more rounds wanted. */
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
        value,
        filled);
  }
}
