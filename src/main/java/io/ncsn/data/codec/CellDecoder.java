package io.ncsn.data.codec;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes stored values as a cell of a column's type. */
@FunctionalInterface
public interface CellDecoder extends Serializable {
  /**
   * Writes a cell.
   *
   * @param stored the rows' stored values
   * @param at where the cell's first value stands in {@code stored}
   * @param number the row's number, from 0, which no other row has
   * @param random a random number of the row's own, the same each time
   * @throws IllegalArgumentException if a value cannot be one of the column's
   */
  void decode(float[] stored, int at, long number, long random, InternalRow row, int ordinal);
}
