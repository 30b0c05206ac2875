package io.ncsn.train;

import java.io.Serializable;

/**
 * Where every replica of a round starts.
 *
 * @param parameters [n]
 * @param updaterState [2n]
 */
record ReplicaStart(FloatVector parameters, FloatVector updaterState) implements Serializable {}
