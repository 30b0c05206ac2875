package io.ncsn.train;

import java.util.Optional;

/** What a replica's task sees of a {@link RoundDesk}, in the driver's process or in another. */
interface TaskDesk {
  /**
   * Notes that a replica has a task, which gets the order of the present round; empty if there is
   * nothing left to do, as for a task that is done again although its last round has ended well.
   */
  Optional<ReplicaOrder> arrive(int replica);

  /** Gives the result of an order; attempts of a task give the same, to the last bit. */
  void give(int turn, ReplicaResult result);

  /** Waits for a replica's order after {@code turn}; empty if its task is to go home. */
  Optional<ReplicaOrder> next(int replica, int turn) throws InterruptedException;

  /** Notes that a replica has no task any more: the others go home too. */
  void leave(int replica);
}
