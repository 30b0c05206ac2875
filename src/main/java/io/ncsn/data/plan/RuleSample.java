package io.ncsn.data.plan;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Rows of a table of the least hashes. Which they are depends on the rows alone, not on their order
 * or partitions.
 */
final class RuleSample implements Serializable {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("ArrayRecordComponent") // compared by contents
  private record Hashed(long hash, long[] keys) implements Serializable, Comparable<Hashed> {
    @Override
    public int compareTo(Hashed other) {
      return hash == other.hash ? Arrays.compare(keys, other.keys) : Long.compare(hash, other.hash);
    }
  }

  private final int most;
  private final PriorityQueue<Hashed> rows = new PriorityQueue<>(Collections.reverseOrder());

  /**
   * Makes an empty sample.
   *
   * @param most greatest number of rows
   */
  RuleSample(int most) {
    this.most = most;
  }

  RuleSample add(long[] keys) {
    add(new Hashed(Streams.hash(0, Purpose.EVALUATION, keys), keys));
    return this;
  }

  private void add(Hashed row) {
    if (rows.size() < most) {
      rows.add(row);
    } else if (row.compareTo(rows.peek()) < 0) {
      rows.poll();
      rows.add(row);
    }
  }

  RuleSample merge(RuleSample other) {
    other.rows.forEach(this::add);
    return this;
  }

  /** Returns the rows in the order of their hashes. */
  List<long[]> rows() {
    return rows.stream().sorted().map(Hashed::keys).toList();
  }
}
