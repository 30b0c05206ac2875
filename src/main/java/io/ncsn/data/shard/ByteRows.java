package io.ncsn.data.shard;

/**
 * Rows of whole numbers from 0 to 255, kept as a byte each. They become floats where they are read.
 *
 * @param units the floats of the bytes
 * @param bytes row-major [rows, dimension], unsigned
 */
@SuppressWarnings("ArrayRecordComponent") // a block is moved and read whole, never compared
record ByteRows(ByteUnits units, byte[] bytes) implements StoredRows {
  @Override
  public int size() {
    return bytes.length;
  }

  @Override
  public void read(int row, float[] target, int at) {
    units.read(bytes, row * units.dimension(), target, at);
  }

  @Override
  public float[] floats() {
    float[] all = new float[bytes.length];
    for (int at = 0; at < all.length; at += units.dimension()) {
      units.read(bytes, at, all, at);
    }
    return all;
  }
}
