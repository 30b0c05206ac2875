package io.ncsn.train;

import java.io.Serializable;

/**
 * A replica's result of a round.
 *
 * @param parameters [n]
 * @param updaterState [2n]
 */
record ReplicaResult(ReplicaReport report, FloatVector parameters, FloatVector updaterState)
    implements Serializable {}
