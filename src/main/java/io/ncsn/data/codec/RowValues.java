package io.ncsn.data.codec;

import java.io.Serializable;
import org.apache.spark.sql.Row;

/** Reads a model's values from rows as programs hold them. */
@FunctionalInterface
public interface RowValues extends Serializable {
  /**
   * Returns the values of a row, NaN where a cell has none; null if the row is to be left out.
   *
   * @throws DataException if the row cannot be used
   */
  double[] of(Row row);
}
