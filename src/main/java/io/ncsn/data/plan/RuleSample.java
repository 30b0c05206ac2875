package io.ncsn.data.plan;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Different rows of a table, those of the least hashes. Which they are depends on the rows alone,
 * not on their order or partitions.
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
  private final TreeMap<Hashed, Long> rows = new TreeMap<>();

  /**
   * Makes an empty sample.
   *
   * @param most greatest number of rows
   */
  RuleSample(int most) {
    this.most = most;
  }

  RuleSample add(long[] keys) {
    add(new Hashed(Streams.hash(0, Purpose.RULES, keys), keys), 1);
    return this;
  }

  private void add(Hashed row, long count) {
    if (rows.size() < most || row.compareTo(rows.lastKey()) <= 0) {
      rows.merge(row, count, Long::sum);
    }
    if (rows.size() > most) {
      rows.pollLastEntry();
    }
  }

  RuleSample merge(RuleSample other) {
    other.rows.forEach(this::add);
    return this;
  }

  /**
   * A row.
   *
   * @param count how often the table has it
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
  record Counted(long[] keys, long count) {
    long key(int column) {
      return keys[column];
    }
  }

  /** Returns the rows in the order of their hashes. */
  List<Counted> rows() {
    return rows.entrySet().stream()
        .map((Map.Entry<Hashed, Long> row) -> new Counted(row.getKey().keys(), row.getValue()))
        .toList();
  }
}
