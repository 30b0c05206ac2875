package io.ncsn.data.codec;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Reads a column's cells as values of a row. */
public interface CellEncoder extends Serializable {
  /**
   * Reads a cell.
   *
   * @param values gets the cell's values, from {@code at} on
   * @return null, or the reason for which the cell is bad
   */
  BadRowReason encode(SpecializedGetters cells, int ordinal, double[] values, int at);

  /**
   * Copies {@code count} cells, starting at {@code start}, into columns of a block, starting at its
   * column {@code at} and behind its last row. The default copies nothing.
   *
   * @return whether all of them were copied and are good; if not, what was copied does not count
   */
  default boolean encode(ColumnVector cells, int start, int count, ColumnBlock block, int at) {
    return false;
  }
}
