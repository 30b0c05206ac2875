package io.ncsn.train;

import java.util.List;

/**
 * What the replicas of a round are to do.
 *
 * @param start where all of them start; its vectors stay as they are
 * @param plan the rows of each replica
 */
record RoundOrder(RoundTask task, ReplicaStart start, List<List<RowSegment>> plan) {
  int replicas() {
    return plan.size();
  }
}
