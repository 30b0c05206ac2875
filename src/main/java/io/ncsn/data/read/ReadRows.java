package io.ncsn.data.read;

import io.ncsn.data.codec.CellsReader;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataType;

/** Reads rows one by one: some cells as they are, then an array of the values of the others. */
final class ReadRows implements Iterator<InternalRow> {
  private final Iterator<InternalRow> rows;
  private final CellsReader reader;
  private final int firstKept;
  private final List<DataType> kept;
  private final double[] values;

  /**
   * Makes an iterator.
   *
   * @param firstKept where the cells stand that stay as they are
   * @param kept their types
   */
  ReadRows(Iterator<InternalRow> rows, CellsReader reader, int firstKept, List<DataType> kept) {
    this.rows = rows;
    this.reader = reader;
    this.firstKept = firstKept;
    this.kept = kept;
    this.values = new double[reader.width()];
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public InternalRow next() {
    InternalRow row = rows.next();
    Object[] cells = new Object[kept.size() + 1];
    for (int i = 0; i < kept.size(); i++) {
      cells[i] = row.isNullAt(firstKept + i) ? null : row.get(firstKept + i, kept.get(i));
    }
    cells[kept.size()] =
        reader.readOrNaN(row, values) ? UnsafeArrayData.fromPrimitiveArray(values) : null;
    return new GenericInternalRow(cells);
  }
}
