package io.ncsn.data.codec;

import io.ncsn.data.codec.TableSchema.Layout;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * Reads the numbers of a row of the selected columns, or gives the reason for which it cannot. The
 * columns are the features, followed by the malformed line if the format has one. The reader works
 * on Spark's internal rows, so that no cell is boxed and no wide code is generated.
 */
public final class RowReader implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final byte SPARSE = 0;

  private final Layout layout;
  private final CellReader[] cells;
  private final boolean[] text;
  private final Limits limits;
  private final int malformedOrdinal;
  private int badColumn;

  /**
   * @param cells one a dimension
   * @param text whether the dimension is read from text
   * @param malformedOrdinal where the raw text of a malformed line stands, or −1
   */
  public RowReader(
      Layout layout, CellReader[] cells, boolean[] text, Limits limits, int malformedOrdinal) {
    this.layout = layout;
    this.cells = cells.clone();
    this.text = text.clone();
    this.limits = limits;
    this.malformedOrdinal = malformedOrdinal;
  }

  public int dimension() {
    return cells.length;
  }

  /**
   * Returns the dimension that {@link #read} last found bad, or −1 if it was the row as a whole.
   */
  int badColumn() {
    return badColumn;
  }

  /** Fills {@code values}. Returns null, or the reason for which it cannot. */
  public BadRowReason read(InternalRow row, double[] values) {
    badColumn = -1;
    if (malformedOrdinal >= 0 && !row.isNullAt(malformedOrdinal)) {
      return BadRowReason.MALFORMED;
    }
    if (layout == Layout.COLUMNS) {
      return readCells(row, values);
    }
    if (row.isNullAt(0)) {
      return BadRowReason.NULL;
    }
    return layout == Layout.ARRAY
        ? readArray(row.getArray(0), values)
        : readVector(row.getStruct(0, 4), values);
  }

  /**
   * Returns the number of values in the row's array or vector; −1 if it is null or the line is
   * malformed.
   */
  public int length(InternalRow row) {
    if (row.isNullAt(0) || (malformedOrdinal >= 0 && !row.isNullAt(malformedOrdinal))) {
      return -1;
    }
    if (layout == Layout.ARRAY) {
      return row.getArray(0).numElements();
    }
    InternalRow vector = row.getStruct(0, 4);
    return vector.getByte(0) == SPARSE ? vector.getInt(1) : vector.getArray(3).numElements();
  }

  private BadRowReason readArray(ArrayData array, double[] values) {
    return array.numElements() == cells.length
        ? readCells(array, values)
        : BadRowReason.WRONG_LENGTH;
  }

  /**
   * Reads a vector of Spark ML's VectorUDT: (type, size, indices, values), where type 0 is sparse
   * and 1 is dense.
   */
  private BadRowReason readVector(InternalRow vector, double[] values) {
    ArrayData stored = vector.getArray(3);
    if (vector.getByte(0) != SPARSE) {
      return readArray(stored, values);
    }
    if (vector.getInt(1) != cells.length) {
      return BadRowReason.WRONG_LENGTH;
    }
    Arrays.fill(values, 0);
    ArrayData indices = vector.getArray(2);
    for (int i = 0; i < stored.numElements(); i++) {
      int column = indices.getInt(i);
      values[column] = stored.getDouble(i);
      if (!isWithin(column, values[column])) {
        return bad(column, values[column], stored, i);
      }
    }
    return null;
  }

  private BadRowReason readCells(SpecializedGetters row, double[] values) {
    for (int c = 0; c < cells.length; c++) {
      if (row.isNullAt(c)) {
        badColumn = c;
        return BadRowReason.NULL;
      }
      double value = cells[c].read(row, c) + 0.0; // −0 becomes 0
      if (!isWithin(c, value)) {
        return bad(c, value, row, c);
      }
      values[c] = value;
    }
    return null;
  }

  private boolean isWithin(int column, double value) {
    return value >= limits.low()[column] && value <= limits.high()[column];
  }

  private BadRowReason bad(int column, double value, SpecializedGetters row, int ordinal) {
    badColumn = column;
    if (Double.isNaN(value)) {
      boolean isText = text[column] && !TextNumbers.isNan(row.getUTF8String(ordinal).toString());
      return isText ? BadRowReason.TEXT : BadRowReason.NAN;
    }
    return Double.isInfinite(value) ? BadRowReason.INFINITE : BadRowReason.OVERFLOW;
  }
}
