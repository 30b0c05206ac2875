package io.ncsn.data.shard;

import java.io.Serializable;

/**
 * The place of every row of one side of the split (training or hold-out). Rows are ordered by their
 * hash, then by their values; shard i holds the i-th even run of that order. Which file a row goes
 * to follows from its hash's bucket alone; a bucket that a boundary cuts goes to both files, and
 * each takes its own ranks once it has sorted them. So shards are even, and equal for any
 * partitioning of the input.
 */
public final class Side implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ShardLayout layout;
  private final long[] firstRanks;
  private final int[] firstFiles;
  private final int[] lastFiles;

  Side(BucketCounts counts, ShardLayout layout) {
    this.layout = layout;
    this.firstRanks = counts.firstRanks();
    this.firstFiles = new int[firstRanks.length - 1];
    this.lastFiles = new int[firstRanks.length - 1];
    for (int bucket = 0; bucket < firstFiles.length; bucket++) {
      if (firstRanks[bucket] < firstRanks[bucket + 1]) {
        firstFiles[bucket] = fileOf(firstRanks[bucket]);
        lastFiles[bucket] = fileOf(firstRanks[bucket + 1] - 1);
      }
    }
  }

  ShardLayout layout() {
    return layout;
  }

  /** First file that needs rows of this hash's bucket, which is not empty. */
  int firstFile(long hash) {
    return firstFiles[BucketCounts.bucketOf(hash)];
  }

  /** Last file that needs rows of this hash's bucket, which is not empty. */
  int lastFile(long hash) {
    return lastFiles[BucketCounts.bucketOf(hash)];
  }

  private int fileOf(long rank) {
    return layout.fileOfShard(layout.shardOf(rank));
  }

  /**
   * Rank of the first row that the file is sent: the start of the bucket in which its first row is.
   */
  long firstRankSent(int file) {
    return firstRanks[bucketOf(layout.firstRank(file))];
  }

  /** Number of rows that the file is sent. */
  long rowsSent(int file) {
    return firstRanks[bucketOf(layout.firstRank(file + 1) - 1) + 1] - firstRankSent(file);
  }

  private int bucketOf(long rank) {
    int low = 0;
    int high = firstRanks.length - 1; // firstRanks[low] <= rank < firstRanks[high]
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (firstRanks[middle] <= rank) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
