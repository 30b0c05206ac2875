package io.ncsn.data.shard;

import io.ncsn.data.codec.DataException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The division of a table into shards and files. It depends on the size of the table and the number
 * of replicas, never on the cluster.
 *
 * @param rowsToShards shard i holds the i-th run of rows
 * @param shardsToFiles file f holds the f-th run of shards
 */
record ShardLayout(EvenSplit rowsToShards, EvenSplit shardsToFiles) implements Serializable {
  /**
   * The bytes of a file whose rows are floats. Bytes fill as many files, so that rows keep their
   * order.
   */
  private static final long TARGET_BYTES = 8L << 20;

  private ShardLayout(long rows, int shards, int files) {
    this(new EvenSplit(rows, shards), new EvenSplit(shards, files));
  }

  /**
   * Returns the layout of training shards, one per file. Shards have about 8 MiB. There are at
   * least two per replica, their number is a multiple of the replicas, and none is empty.
   *
   * @throws DataException if there are fewer rows than replicas
   */
  static ShardLayout train(long rows, int dimension, int replicas) {
    if (rows < replicas) {
      throw new DataException(
          "Cannot share out "
              + rows
              + " training rows to train.replicas = "
              + replicas
              + ": each needs at least one; lower train.replicas to at most "
              + rows);
    }
    long wanted = Math.max(filesOf(rows, dimension), 2L * replicas);
    long rounded = (wanted + replicas - 1) / replicas * replicas;
    long possible = rows / replicas * replicas;
    int shards = Math.toIntExact(Math.min(rounded, possible));
    return new ShardLayout(rows, shards, shards);
  }

  /** Returns the layout of hold-out shards of at most 512 rows, with many shards per file. */
  static ShardLayout holdout(long rows, int dimension) {
    int shards =
        Math.toIntExact(
            (rows + PreparedTable.HOLDOUT_SHARD_ROWS - 1) / PreparedTable.HOLDOUT_SHARD_ROWS);
    return new ShardLayout(rows, shards, Math.min(shards, filesOf(rows, dimension)));
  }

  private static int filesOf(long rows, int dimension) {
    long bytes = Math.multiplyExact(rows, (long) dimension * Float.BYTES);
    return Math.toIntExact((bytes + TARGET_BYTES - 1) / TARGET_BYTES);
  }

  int shards() {
    return rowsToShards.parts();
  }

  int files() {
    return shardsToFiles.parts();
  }

  /** Returns the number of rows of each shard. */
  int[] shardRows() {
    int[] rows = new int[shards()];
    Arrays.setAll(rows, shard -> Math.toIntExact(rowsToShards.size(shard)));
    return rows;
  }

  int shardOf(long rank) {
    return rowsToShards.partOf(rank);
  }

  int fileOfShard(int shard) {
    return shardsToFiles.partOf(shard);
  }

  /** Returns the rank of the file's first row, or the number of rows for {@code files()}. */
  long firstRank(int file) {
    return rowsToShards.first(Math.toIntExact(shardsToFiles.first(file)));
  }
}
