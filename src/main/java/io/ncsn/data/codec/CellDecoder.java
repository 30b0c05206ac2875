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
   * @param number the row's number, by which rows are told apart
   * @throws IllegalArgumentException if a value is not finite
   */
  void decode(float[] stored, int at, long number, InternalRow row, int ordinal);
}
