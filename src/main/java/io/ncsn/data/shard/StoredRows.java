package io.ncsn.data.shard;

import java.io.Serializable;

/** The rows of a shard in memory: as floats, or as bytes that become floats where they are read. */
public sealed interface StoredRows extends Serializable permits FloatRows, ByteRows {
  /** Returns the number of values of all rows. */
  int size();

  /**
   * Writes a row's values into {@code target}.
   *
   * @param row which row, from 0
   * @param at where in {@code target} the row begins
   */
  void read(int row, float[] target, int at);

  /**
   * Returns the values of all rows, row-major; not to be changed, since they may be the rows' own.
   */
  float[] floats();
}
