package io.ncsn.data.shard;

import java.io.Serializable;

/**
 * Counts the rows whose hash falls in each of 16,384 equal ranges. Before any row moves, the counts
 * give the rank of a row in hash order, except for its place inside its bucket.
 */
final class BucketCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BITS = 14;
  private static final int BUCKETS = 1 << BITS;

  private final long[] counts = new long[BUCKETS];

  /**
   * Returns the bucket of a hash, which its highest bits give. Buckets are in the unsigned order of
   * hashes.
   */
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

  /** Returns the rank of each bucket's first row, followed by the number of rows: [16,385]. */
  long[] firstRanks() {
    long[] ranks = new long[BUCKETS + 1];
    for (int i = 0; i < BUCKETS; i++) {
      ranks[i + 1] = ranks[i] + counts[i];
    }
    return ranks;
  }
}
