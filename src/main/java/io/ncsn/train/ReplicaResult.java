package io.ncsn.train;

import java.io.Serializable;

/**
 * What a replica brings back from a round.
 *
 * @param parameters [n]
 * @param updaterState [2n]
 */
record ReplicaResult(ReplicaReport report, FloatVector parameters, FloatVector updaterState)
    implements Serializable {}
