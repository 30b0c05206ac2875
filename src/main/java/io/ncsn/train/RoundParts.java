package io.ncsn.train;

import java.util.Comparator;
import java.util.List;

/**
 * Where a round's wall time went, in seconds. The parts add up to it.
 *
 * @param publishing the driver draws the replicas' rows and makes ready what they start from
 * @param tasks Spark's part: submitting and scheduling tasks, and bringing their results back
 * @param loading the slowest replica fetches what it starts from, and loads it into its network
 * @param steps the mean replica's minibatches
 * @param waiting the slowest replica's minibatches beyond the mean's, and the turns that replicas
 *     wait for if there are more of them than cores
 * @param averaging the driver sums the replicas, makes the outer step and moves the average
 */
public record RoundParts(
    double publishing,
    double tasks,
    double loading,
    double steps,
    double waiting,
    double averaging) {

  /**
   * Takes a round apart.
   *
   * @param job the seconds of the Spark job; how it shares them between turns and itself is not
   *     known, so turns count as waiting
   * @param cores cores on which replicas run
   */
  static RoundParts of(
      double publishing, double job, double averaging, List<ReplicaReport> replicas, int cores) {
    ReplicaReport slowest =
        replicas.stream()
            .max(Comparator.comparingDouble(report -> report.loading() + report.seconds()))
            .orElseThrow();
    double steps = replicas.stream().mapToDouble(ReplicaReport::seconds).average().orElseThrow();
    double turns = Math.max(1, (double) replicas.size() / cores);
    double busy = Math.min(job, turns * (slowest.loading() + slowest.seconds()));
    return new RoundParts(
        publishing,
        job - busy,
        slowest.loading(),
        steps,
        busy - slowest.loading() - steps,
        averaging);
  }

  /** Returns the wall time. */
  double seconds() {
    return publishing + tasks + loading + steps + waiting + averaging;
  }
}
