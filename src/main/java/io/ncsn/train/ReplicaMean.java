package io.ncsn.train;

import java.util.List;

/**
 * The replicas of a round, averaged.
 *
 * @param parameters weighted mean, [n]
 * @param updaterState weighted mean, [2n]
 * @param reports one report per replica
 */
@SuppressWarnings("ArrayRecordComponent")
record ReplicaMean(float[] parameters, float[] updaterState, List<ReplicaReport> reports) {}
