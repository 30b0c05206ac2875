package io.ncsn.growth;

/**
 * Where rounds are simulated.
 *
 * @param executors machines; their links are alike and do not share anything
 * @param cores cores per machine: the tasks that it runs at once
 * @param bandwidth bytes per second of a machine's link, the driver's too; infinite: one machine
 * @param stragglers how unequal tasks are
 */
public record Cluster(int executors, int cores, double bandwidth, Stragglers stragglers) {
  public Cluster {
    if (executors < 1 || cores < 1 || !(bandwidth > 0)) {
      throw new IllegalArgumentException(
          "Cannot simulate %d executors of %d cores at %s bytes a second: all must be positive"
              .formatted(executors, cores, bandwidth));
    }
  }

  /** Tasks that run at once. */
  int slots() {
    return Math.multiplyExact(executors, cores);
  }
}
