package io.ncsn.data.plan;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Counts of keys in bounded memory. As long as there are few different keys, each is counted for
 * itself; beyond that, keys with equal leading bits share a counter, with as many leading bits as
 * fit. The result depends only on the keys as a multiset, not on their order or on what was merged.
 */
final class KeyCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FEWEST_SLOTS = 16;

  private final int most;
  private int shift;
  private int size;
  private long[] counts = new long[FEWEST_SLOTS]; // 0 where a slot is free
  private long[] least = new long[FEWEST_SLOTS];
  private long[] greatest = new long[FEWEST_SLOTS];

  /** Keys that share a counter. */
  record Bucket(long least, long greatest, long count) implements Serializable {
    /** Returns whether all of them are equal. */
    boolean isSingle() {
      return least == greatest;
    }
  }

  /**
   * Makes empty counts.
   *
   * @param most greatest number of counters, at least 2
   */
  KeyCounts(int most) {
    this.most = most;
  }

  void add(long key) {
    add(key, key, 1);
  }

  private void add(long low, long high, long count) {
    long bucket = low >> shift;
    int mask = counts.length - 1;
    int slot = hash(bucket) & mask;
    while (counts[slot] != 0 && least[slot] >> shift != bucket) {
      slot = (slot + 1) & mask;
    }
    if (counts[slot] == 0) {
      least[slot] = low;
      greatest[slot] = high;
      size++;
    } else {
      least[slot] = Math.min(least[slot], low);
      greatest[slot] = Math.max(greatest[slot], high);
    }
    counts[slot] += count;
    if (2 * size > counts.length) {
      rebuild(2 * counts.length);
    }
    while (size > most && shift < Long.SIZE - 1) {
      shift++;
      rebuild(counts.length);
    }
  }

  private static int hash(long bucket) {
    long mixed = bucket * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }

  private void rebuild(int slots) {
    long[] oldCounts = counts;
    long[] oldLeast = least;
    long[] oldGreatest = greatest;
    counts = new long[slots];
    least = new long[slots];
    greatest = new long[slots];
    size = 0;
    for (int i = 0; i < oldCounts.length; i++) {
      if (oldCounts[i] > 0) {
        place(oldLeast[i], oldGreatest[i], oldCounts[i]);
      }
    }
  }

  private void place(long low, long high, long count) {
    int mask = counts.length - 1;
    int slot = hash(low >> shift) & mask;
    while (counts[slot] != 0 && least[slot] >> shift != low >> shift) {
      slot = (slot + 1) & mask;
    }
    boolean free = counts[slot] == 0;
    least[slot] = free ? low : Math.min(least[slot], low);
    greatest[slot] = free ? high : Math.max(greatest[slot], high);
    counts[slot] += count;
    size += free ? 1 : 0;
  }

  KeyCounts merge(KeyCounts other) {
    if (other.shift > shift) {
      shift = other.shift;
      rebuild(counts.length);
    }
    for (int i = 0; i < other.counts.length; i++) {
      if (other.counts[i] > 0) {
        add(other.least[i], other.greatest[i], other.counts[i]);
      }
    }
    return this;
  }

  /** Returns whether each different key has its own counter. */
  boolean isExact() {
    return shift == 0;
  }

  /** Returns the counters in the order of their keys. */
  Bucket[] buckets() {
    int[] slots = IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
    Bucket[] buckets = new Bucket[slots.length];
    Arrays.setAll(buckets, i -> new Bucket(least[slots[i]], greatest[slots[i]], counts[slots[i]]));
    Arrays.sort(buckets, (a, b) -> Long.compare(a.least(), b.least()));
    return buckets;
  }
}
