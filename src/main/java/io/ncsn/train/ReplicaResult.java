package io.ncsn.train;

import java.io.Serializable;

/**
 * What a replica brings back from a round.
 *
 * @param parameters [n]
 * @param updaterState [2n]
 */
@SuppressWarnings("ArrayRecordComponent") // moved whole, never compared
record ReplicaResult(ReplicaReport report, float[] parameters, float[] updaterState)
    implements Serializable {}
