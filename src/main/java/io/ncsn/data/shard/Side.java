package io.ncsn.data.shard;

import java.io.Serializable;

/**
 * The place of every row on one side of the split (training or hold-out). Rows are ordered by hash,
 * then by values, and shard i holds the i-th even run of that order. The bucket of a row's hash
 * determines its file. If a boundary cuts a bucket, the bucket goes to both files, and each takes
 * its own ranks after sorting. Shards are thus even, and equal for any partitioning of the input.
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

  /** Returns the first file that needs rows of this hash's bucket, which is not empty. */
  int firstFile(long hash) {
    return firstFiles[BucketCounts.bucketOf(hash)];
  }

  /** Returns the last file that needs rows of this hash's bucket, which is not empty. */
  int lastFile(long hash) {
    return lastFiles[BucketCounts.bucketOf(hash)];
  }

  private int fileOf(long rank) {
    return layout.fileOfShard(layout.shardOf(rank));
  }

  /**
   * Returns the rank of the first row sent to the file, which is the start of the bucket of the
   * file's first row.
   */
  long firstRankSent(int file) {
    return firstRanks[bucketOf(layout.firstRank(file))];
  }

  /** Returns the number of rows sent to the file. */
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
