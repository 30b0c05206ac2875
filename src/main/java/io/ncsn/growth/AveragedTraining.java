package io.ncsn.growth;

/**
 * A training whose rounds are simulated.
 *
 * @param parameters n of the network
 * @param rowSeconds one core's time for a row of a step
 * @param batch rows of a minibatch
 * @param minibatches H of a replica between two averagings
 * @param replicas R
 * @param segment numbers of a segment that executors average; 0: the driver averages
 * @param checkpointEvery rounds between two checkpoints
 */
public record AveragedTraining(
    int parameters,
    double rowSeconds,
    int batch,
    int minibatches,
    int replicas,
    int segment,
    int checkpointEvery) {

  /** Parameters and Adam's two moments, as floats. */
  static final int VECTORS = 3;

  /** The numbers that travel to a replica and from it. */
  long numbers() {
    return (long) VECTORS * parameters;
  }

  /** Segments that the reduction is cut into. */
  int segments() {
    return Math.toIntExact((numbers() + segment - 1) / segment);
  }

  /** The same in bytes. */
  double bytes() {
    return (double) Float.BYTES * numbers();
  }

  /** One core's time for a replica's round. */
  double replicaSeconds() {
    return rowsPerReplica() * rowSeconds;
  }

  private double rowsPerReplica() {
    return (double) minibatches * batch;
  }

  /** Rows of a round, of all replicas. */
  public double rows() {
    return replicas * rowsPerReplica();
  }
}
