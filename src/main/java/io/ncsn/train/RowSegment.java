package io.ncsn.train;

import java.io.Serializable;

/**
 * A run of rows of one visit to a shard.
 *
 * @param epoch how many times the shard's order has been drawn anew
 * @param shard shard id
 * @param from first position in the epoch's order of the shard's rows
 * @param count positions
 */
record RowSegment(int epoch, int shard, int from, int count) implements Serializable {}
