package io.ncsn.data.shard;

import io.ncsn.data.codec.DataException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/** The rows of one file, gathered from batches and ordered by hash (unsigned), then by values. */
final class FileRows {
  private static final int PIECE_BYTES = 256 << 10;

  private final RowForm form;
  private final int rowBytes;
  private final long[] hashes;
  private final byte[] packed;
  private long count;

  private FileRows(RowForm form, int rows) {
    this.form = form;
    rowBytes = form.rowBytes();
    hashes = new long[rows];
    packed = new byte[Math.multiplyExact(rows, rowBytes)];
  }

  /**
   * Gathers the batches sent to a file and returns its rows in order, as pieces: a shard id and the
   * packed values of some rows one after the other. No piece spans two shards.
   *
   * @throws DataException if the rows differ from those that the census counted
   */
  static Iterator<Tuple2<Integer, byte[]>> inOrder(
      Side side, int file, RowForm form, Iterator<byte[]> batches) {
    FileRows rows = new FileRows(form, Math.toIntExact(side.rowsSent(file)));
    batches.forEachRemaining(rows::add);
    if (rows.count != rows.hashes.length) {
      throw new DataException(
          "Cannot cut the input into shards: it changed while it was read (file "
              + file
              + " got "
              + rows.count
              + " rows, counted were "
              + rows.hashes.length
              + "); run again");
    }
    return rows.new Pieces(side, file);
  }

  private void add(byte[] batch) {
    for (int at = 0; at < batch.length; at += Long.BYTES + rowBytes) {
      if (count < hashes.length) {
        hashes[(int) count] = RowBatch.hash(batch, at);
        System.arraycopy(batch, at + Long.BYTES, packed, (int) count * rowBytes, rowBytes);
      }
      count++;
    }
  }

  /**
   * Sorts indexes without boxing: first by the high bits of the hash with the index in the low
   * bits, then within runs of equal hashes.
   */
  private int[] order() {
    int rows = hashes.length;
    long indexMask = rows <= 1 ? 0 : (Long.highestOneBit(rows - 1L) << 1) - 1;
    long[] keys = new long[rows];
    for (int i = 0; i < rows; i++) {
      keys[i] = ((hashes[i] ^ Long.MIN_VALUE) & ~indexMask) | i;
    }
    HashSort.sort(keys);
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
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
    int compared = Long.compareUnsigned(hashes[left], hashes[right]);
    return compared != 0 ? compared : form.compare(packed, left * rowBytes, right * rowBytes);
  }

  /** The file's own rows among those that were sent. */
  private final class Pieces implements Iterator<Tuple2<Integer, byte[]>> {
    private final int[] order = order();
    private final EvenSplit shards;
    private final long firstSent;
    private final long end;
    private long rank;

    Pieces(Side side, int file) {
      shards = side.layout().rowsToShards();
      firstSent = side.firstRankSent(file);
      rank = side.layout().firstRank(file);
      end = side.layout().firstRank(file + 1);
    }

    @Override
    public boolean hasNext() {
      return rank < end;
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int shard = shards.partOf(rank);
      long most = Math.max(1, PIECE_BYTES / rowBytes);
      int rows = (int) Math.min(most, shards.first(shard + 1) - rank);
      byte[] piece = new byte[rows * rowBytes];
      for (int i = 0; i < rows; i++) {
        int row = order[(int) (rank - firstSent) + i];
        System.arraycopy(packed, row * rowBytes, piece, i * rowBytes, rowBytes);
      }
      rank += rows;
      return new Tuple2<>(shard, piece);
    }
  }
}
