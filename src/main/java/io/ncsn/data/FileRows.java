package io.ncsn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import scala.Tuple2;

/**
 * The rows of one file, gathered from batches and put in order: by hash (unsigned), then by values.
 */
final class FileRows {
  private final int dimension;
  private final long[] hashes;
  private final float[] values;

  private FileRows(int dimension, long[] hashes, float[] values) {
    this.dimension = dimension;
    this.hashes = hashes;
    this.values = values;
  }

  /**
   * Gathers the batches sent to a file and gives its rows as (shard id, row), in order.
   *
   * @throws DataException if other rows came than the census counted
   */
  static Iterator<Tuple2<Integer, float[]>> inOrder(
      Side side, int file, int dimension, Iterator<RowBatch> batches) {
    FileRows rows = gather(dimension, batches);
    if (rows.hashes.length != side.rowsSent(file)) {
      throw new DataException(
          "Cannot cut the input into shards: it changed while it was read (file "
              + file
              + " got "
              + rows.hashes.length
              + " rows, counted were "
              + side.rowsSent(file)
              + "); run again");
    }
    int[] order = rows.order();
    long firstRank = side.layout().firstRank(file);
    int skipped = Math.toIntExact(firstRank - side.firstRankSent(file));
    int count = Math.toIntExact(side.layout().firstRank(file + 1) - firstRank);
    return IntStream.range(0, count)
        .mapToObj(
            i -> new Tuple2<>(side.layout().shardOf(firstRank + i), rows.row(order[skipped + i])))
        .iterator();
  }

  private static FileRows gather(int dimension, Iterator<RowBatch> batches) {
    List<RowBatch> all = new ArrayList<>();
    batches.forEachRemaining(all::add);
    int count = Math.toIntExact(all.stream().mapToLong(batch -> batch.hashes().length).sum());
    long[] hashes = new long[count];
    float[] values = new float[Math.multiplyExact(count, dimension)];
    int start = 0;
    for (RowBatch batch : all) {
      System.arraycopy(batch.hashes(), 0, hashes, start, batch.hashes().length);
      System.arraycopy(batch.values(), 0, values, start * dimension, batch.values().length);
      start += batch.hashes().length;
    }
    return new FileRows(dimension, hashes, values);
  }

  private float[] row(int index) {
    return Arrays.copyOfRange(values, index * dimension, (index + 1) * dimension);
  }

  /**
   * Sorts indexes without boxing: by the hash's high bits with the index in the low ones, then runs
   * of equals.
   */
  private int[] order() {
    int count = hashes.length;
    long indexMask = count <= 1 ? 0 : (Long.highestOneBit(count - 1L) << 1) - 1;
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = ((hashes[i] ^ Long.MIN_VALUE) & ~indexMask) | i;
    }
    Arrays.sort(keys);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = (int) (keys[i] & indexMask);
      for (int j = i;
          j > 0
              && (keys[j - 1] & ~indexMask) == (keys[i] & ~indexMask)
              && compare(order[j - 1], order[j]) > 0;
          j--) {
        int swapped = order[j];
        order[j] = order[j - 1];
        order[j - 1] = swapped;
      }
    }
    return order;
  }

  private int compare(int left, int right) {
    int byHash = Long.compareUnsigned(hashes[left], hashes[right]);
    return byHash != 0
        ? byHash
        : Arrays.compare(
            values,
            left * dimension,
            (left + 1) * dimension,
            values,
            right * dimension,
            (right + 1) * dimension);
  }
}
