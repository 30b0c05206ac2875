package io.ncsn.data.shard;

import java.io.Serializable;

/**
 * How many rows have a hash in each of 16,384 equal ranges. With it the rank of a row in the order
 * of hashes is known but for its place inside its bucket, before any row has been moved.
 */
final class BucketCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BITS = 14;
  private static final int BUCKETS = 1 << BITS;

  private final long[] counts = new long[BUCKETS];

  /** The bucket of a hash, by its highest bits: buckets are in the unsigned order of hashes. */
  static int bucketOf(long hash) {
    return (int) (hash >>> (Long.SIZE - BITS));
  }

  void add(long hash) {
    counts[bucketOf(hash)]++;
  }

  void merge(BucketCounts other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
  }

  long total() {
    return firstRanks()[BUCKETS];
  }

  /** Rank of each bucket's first row, then the number of rows: [16,385]. */
  long[] firstRanks() {
    long[] ranks = new long[BUCKETS + 1];
    for (int i = 0; i < BUCKETS; i++) {
      ranks[i + 1] = ranks[i] + counts[i];
    }
    return ranks;
  }
}
