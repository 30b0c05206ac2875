package io.ncsn.growth;

/**
 * Where a round's wall time went, in seconds.
 *
 * @param driver before anything is sent, and after everything is there
 * @param replicas from then until the last replica is ready: broadcast, launching, steps, waiting
 *     for stragglers
 * @param reduction moving and summing vectors
 * @param checkpoint 0 in rounds without one
 */
public record SimulatedRound(double driver, double replicas, double reduction, double checkpoint) {
  /** All of it. */
  public double seconds() {
    return driver + replicas + reduction + checkpoint;
  }
}
