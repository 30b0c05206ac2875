package io.ncsn.data.shard;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A batch of scaled rows on the way to a file. Each row has 8 bytes of hash, followed by its
 * floats, all little-endian. Batches are moved and floats are stored as these bytes.
 */
final class RowBatch {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int end;

  RowBatch(int rows, int dimension) {
    bytes = new byte[Math.multiplyExact(rows, rowBytes(dimension))];
  }

  static int rowBytes(int dimension) {
    return Long.BYTES + dimension * Float.BYTES;
  }

  /**
   * Appends row {@code row} of {@code units}, [dimension][rows], and returns whether the batch is
   * now full.
   */
  boolean add(long hash, float[][] units, int row) {
    LONG.set(bytes, end, hash);
    int at = end + Long.BYTES;
    for (float[] column : units) {
      FLOAT.set(bytes, at, column[row]);
      at += Float.BYTES;
    }
    end = at;
    return end == bytes.length;
  }

  byte[] bytes() {
    return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
  }

  static long hash(byte[] batch, int start) {
    return (long) LONG.get(batch, start);
  }

  static float unit(byte[] bytes, int start) {
    return (float) FLOAT.get(bytes, start);
  }
}
