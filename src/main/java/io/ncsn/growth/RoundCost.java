package io.ncsn.growth;

/**
 * Constants of the cost of a round, in seconds.
 *
 * @param round cost of every round on the driver: planning, submitting the job, publishing the
 *     broadcast
 * @param task for each replica, one after the other on the driver: scheduling, launching, taking
 *     the result
 * @param stage for the second stage of a reduction by segments
 * @param driverParameter for each parameter, on the driver: copies, serialisation, outer step,
 *     moving average
 * @param replicaParameter for each parameter of each replica, where replicas are summed:
 *     serialisation, deserialisation and the weighted sum
 * @param checkpoint cost of every checkpoint
 * @param checkpointParameter for each parameter in a checkpoint
 */
public record RoundCost(
    double round,
    double task,
    double stage,
    double driverParameter,
    double replicaParameter,
    double checkpoint,
    double checkpointParameter) {
  public RoundCost {
    for (double constant :
        new double[] {
          round, task, stage, driverParameter, replicaParameter, checkpoint, checkpointParameter
        }) {
      if (!(constant >= 0)) {
        throw new IllegalArgumentException(
            "Cannot simulate rounds that cost " + constant + ": need constants from 0 on");
      }
    }
  }
}
