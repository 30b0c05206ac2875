package io.ncsn.data.shard;

import java.io.Serializable;

/**
 * A block of standardised rows.
 *
 * @param id position in the table's order of shards
 * @param rows number of rows, ≥ 0
 * @param dimension columns
 * @param values row-major [rows, dimension]
 */
@SuppressWarnings("ArrayRecordComponent") // a block is moved and read whole, never compared
public record Shard(int id, int rows, int dimension, float[] values) implements Serializable {
  public Shard {
    if (values.length != rows * dimension) {
      throw new IllegalArgumentException(
          "Cannot make a shard of "
              + rows
              + " × "
              + dimension
              + " from "
              + values.length
              + " values");
    }
  }
}
