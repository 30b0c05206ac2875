package io.ncsn.data.shard;

import java.io.Serializable;

/**
 * A block of standardised rows.
 *
 * @param id position in the table's order of shards
 * @param rows number of rows, ≥ 0
 * @param dimension columns
 * @param stored the rows
 */
public record Shard(int id, int rows, int dimension, StoredRows stored) implements Serializable {
  public Shard {
    if (stored.size() != rows * dimension) {
      throw new IllegalArgumentException(
          "Cannot make a shard of "
              + rows
              + " × "
              + dimension
              + " from "
              + stored.size()
              + " values");
    }
  }

  /**
   * Makes a shard of floats.
   *
   * @param values row-major [rows, dimension]
   */
  public Shard(int id, int rows, int dimension, float[] values) {
    this(id, rows, dimension, new FloatRows(dimension, values));
  }

  /** Writes a row's values into {@code target}, from {@code at} on. */
  public void read(int row, float[] target, int at) {
    stored.read(row, target, at);
  }

  /** Returns all values, row-major [rows, dimension]; not to be changed. */
  public float[] floats() {
    return stored.floats();
  }
}
