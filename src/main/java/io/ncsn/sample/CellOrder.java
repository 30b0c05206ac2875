package io.ncsn.sample;

import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.KeyReader;
import java.io.Serializable;
import java.util.Comparator;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/**
 * The order of cells that are numbers or times, in Spark's own form.
 *
 * @param keys reads them where they stand as text, in which 10 is before 9; null for other types
 */
record CellOrder(KeyReader keys) implements Comparator<Object>, Serializable {
  private static final long serialVersionUID = 1L;

  /** Returns the order of a column's cells in a table where they are of a type. */
  static CellOrder of(ColumnCodec column, DataType type) {
    return new CellOrder(type instanceof StringType ? column.line().reader(type) : null);
  }

  @Override
  @SuppressWarnings("unchecked") // cells of one column have one type, which is comparable
  public int compare(Object one, Object other) {
    return keys == null
        ? ((Comparable<Object>) one).compareTo(other)
        : Long.compare(key(one), key(other));
  }

  private long key(Object cell) {
    return keys.read(new GenericInternalRow(new Object[] {cell}), 0);
  }
}
