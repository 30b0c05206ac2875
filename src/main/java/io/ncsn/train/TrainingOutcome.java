package io.ncsn.train;

import io.ncsn.checkpoint.Checkpoint;

/**
 * What came of a training run.
 *
 * @param checkpoint as published last
 * @param rows trained on in this run, all replicas together
 * @param seconds wall time of this run's rounds, start-up excluded
 * @param overhead mean share of core time outside the replicas' steps
 * @param reason why it ended
 */
public record TrainingOutcome(
    Checkpoint checkpoint, long rows, double seconds, double overhead, String reason) {
  /** Rows trained on a second, by all replicas together; 0 if there was nothing left to do. */
  public double rowsPerSecond() {
    return seconds > 0 ? rows / seconds : 0;
  }
}
