package io.ncsn.train;

import io.ncsn.checkpoint.Checkpoint;
import java.util.OptionalDouble;

/**
 * The outcome of a training, including earlier runs that it resumed.
 *
 * @param checkpoint the last published checkpoint
 * @param rows number of rows trained on by all replicas together
 * @param overhead mean share of core time outside the replicas' steps in the rounds of this run;
 *     empty if there was nothing left to do
 * @param reason why it ended
 */
public record TrainingOutcome(
    Checkpoint checkpoint, long rows, OptionalDouble overhead, String reason) {

  /** Wall time of the rounds, start-up excluded. */
  public double seconds() {
    return checkpoint.state().seconds();
  }

  /** Rows trained on a second, by all replicas together. */
  public double rowsPerSecond() {
    return rows / seconds();
  }
}
