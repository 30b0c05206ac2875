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
    boolean finished) {}
