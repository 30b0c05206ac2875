package io.ncsn.train;

import java.io.Serializable;
import java.util.List;

/**
 * What one replica of a round is to do.
 *
 * @param turn number of the order at its desk, from 0
 * @param start where all replicas start; its vectors stay as they are
 * @param rows what it reads
 */
record ReplicaOrder(int turn, RoundTask task, ReplicaStart start, List<RowSegment> rows)
    implements Serializable {}
