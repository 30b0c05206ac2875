package io.ncsn.data.codec;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;

/**
 * The two ways between a column's cells and the numbers of a row: reading a cell gives {@link
 * #width} values, which are stored in single precision; writing turns stored values into a cell of
 * exactly the column's type.
 */
public sealed interface ColumnCodec extends Serializable permits NumberCodec {
  /** Returns the column's name. */
  String name();

  /** Returns the Spark SQL type, in DDL form, of the cells that are written. */
  String type();

  /** Returns the number of values a cell is read as. */
  int width();

  /**
   * Returns a reader of the column's cells in a table.
   *
   * @param found the column's type in that table, which may differ from {@link #type}
   */
  CellEncoder encoder(DataType found);

  /** Returns a writer of the column's cells. */
  CellDecoder decoder();

  /**
   * Converts values that were read into the form in which they are stored.
   *
   * @param part which of the cell's values they are, from 0
   * @param stored gets {@code count} values
   */
  void store(int part, double[] values, int count, float[] stored);
}
