package io.ncsn.data.shard;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.ColumnBlock;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A keyed 64-bit hash of a row's values and nothing else. A row's side of the split and its place
 * in the order therefore do not depend on how the input is partitioned or ordered. The rounds and
 * the finaliser are those of xxHash64.
 */
final class RowHash implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long PRIME_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME_3 = 0x165667B19E3779F9L;

  private final long orderKey;
  private final long splitKey;
  private final double holdout;
  private final boolean isSaid; // by a column which rows are held out

  RowHash(DataSettings settings) {
    this(settings.seed(), settings.holdout(), settings.roles().holdoutColumn().isPresent());
  }

  RowHash(long seed, double holdout) {
    this(seed, holdout, false);
  }

  private RowHash(long seed, double holdout, boolean isSaid) {
    this.isSaid = isSaid;
    this.orderKey = Streams.hash(seed, Purpose.SHARD_ORDER);
    this.splitKey = Streams.hash(seed, Purpose.ROW_ORDER);
    this.holdout = holdout;
  }

  /** Writes the hashes of the block's rows into {@code hashes}. Equal rows have equal hashes. */
  void of(ColumnBlock block, long[] hashes) {
    int rows = block.rows();
    Arrays.fill(hashes, 0, rows, orderKey + block.dimension() * PRIME_3);
    for (int c = 0; c < block.dimension(); c++) {
      double[] column = block.column(c);
      for (int i = 0; i < rows; i++) {
        hashes[i] = next(hashes[i], column[i]);
      }
    }
    for (int i = 0; i < rows; i++) {
      hashes[i] = mix(hashes[i]);
    }
  }

  /** Returns the hash of one row. */
  long of(double[] row) {
    long hash = orderKey + row.length * PRIME_3;
    for (double value : row) {
      hash = next(hash, value);
    }
    return mix(hash);
  }

  private static long next(long hash, double value) {
    long lane = Long.rotateLeft(Double.doubleToRawLongBits(value) * PRIME_2, 31) * PRIME_1;
    return Long.rotateLeft(hash ^ lane, 27) * PRIME_1 + PRIME_3;
  }

  /**
   * Returns whether a row of the block is held out: because the table says so, or by its hash.
   *
   * @param hash that of the row
   */
  boolean isHeldOut(ColumnBlock block, int row, long hash) {
    return isSaid ? block.isHeldOut(row) : isHeldOut(hash);
  }

  /**
   * Returns a hash of a row and of its side, where its values alone do not tell the side.
   *
   * @param hash that of the row
   */
  long withSide(long hash, boolean heldOut) {
    return isSaid && heldOut ? mix(hash ^ splitKey) : hash;
  }

  /**
   * Returns whether the row with this hash is held out, which is true for the fraction {@code
   * holdout} of hashes.
   */
  boolean isHeldOut(long hash) {
    double uniform = (mix(hash ^ splitKey) >>> 11) * 0x1p-53;
    return uniform < holdout;
  }

  private static long mix(long hash) {
    long h = (hash ^ (hash >>> 33)) * PRIME_2;
    h = (h ^ (h >>> 29)) * PRIME_3;
    return h ^ (h >>> 32);
  }
}
