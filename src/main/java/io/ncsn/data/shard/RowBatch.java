package io.ncsn.data.shard;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A batch of rows on the way to a file. Each row has 8 bytes of hash, little-endian, followed by
 * its values in their {@link RowForm}, which are stored as these bytes.
 */
final class RowBatch {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int rowBytes;
  private final byte[] bytes;
  private int end;

  RowBatch(int rows, RowForm form) {
    rowBytes = rowBytes(form);
    bytes = new byte[Math.multiplyExact(rows, rowBytes)];
  }

  static int rowBytes(RowForm form) {
    return Long.BYTES + form.rowBytes();
  }

  /** Appends a row of the block that {@code packer} has, and returns whether the batch is full. */
  boolean add(long hash, RowForm.Packer packer, int row) {
    LONG.set(bytes, end, hash);
    packer.pack(row, bytes, end + Long.BYTES);
    end += rowBytes;
    return end == bytes.length;
  }

  byte[] bytes() {
    return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
  }

  static long hash(byte[] batch, int start) {
    return (long) LONG.get(batch, start);
  }
}
