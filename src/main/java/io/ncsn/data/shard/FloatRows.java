package io.ncsn.data.shard;

/**
 * Rows that are kept as the floats that are read.
 *
 * @param dimension columns
 * @param floats row-major [rows, dimension]
 */
@SuppressWarnings("ArrayRecordComponent") // a block is moved and read whole, never compared
public record FloatRows(int dimension, float[] floats) implements StoredRows {
  @Override
  public int size() {
    return floats.length;
  }

  @Override
  public void read(int row, float[] target, int at) {
    System.arraycopy(floats, row * dimension, target, at, dimension);
  }
}
