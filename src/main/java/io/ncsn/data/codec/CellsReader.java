package io.ncsn.data.codec;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/** Reads rows as values, NaN where a cell has none. */
public interface CellsReader extends Serializable {
  /** Returns the number of values of a row. */
  int width();

  /**
   * Fills {@code values}.
   *
   * @return whether there are cells at all, in a line that is not malformed
   */
  boolean readOrNaN(InternalRow row, double[] values);
}
