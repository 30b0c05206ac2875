package io.ncsn.data.codec;

import io.ncsn.data.codec.TableSchema.Layout;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;

/**
 * Reads the values of a row of the selected columns. The columns are the codec's (or the one array
 * or vector that holds them), followed by the malformed line if the format has one. The reader
 * works on Spark's internal rows, so that no cell is boxed and no wide code is generated.
 */
public final class RowReader implements CellsReader {
  private static final long serialVersionUID = 1L;
  private static final byte SPARSE = 0;

  private final Layout layout;
  private final CellEncoder[] cells;
  private final int[] first; // where a cell's values begin, and the row's width at last
  private final int faultOrdinal;
  private final BadRowReason fault;
  private final int sideOrdinal;
  private int badColumn;

  /**
   * Makes a reader.
   *
   * @param types the types of the cells in the table, one a column of the codec
   * @param malformedOrdinal where the raw text of a malformed line stands, or −1
   */
  public RowReader(RowCodec codec, List<DataType> types, int malformedOrdinal) {
    this(codec, types, malformedOrdinal, BadRowReason.MALFORMED, -1);
  }

  /**
   * Makes a reader.
   *
   * @param types the types of the cells in the table, one a column of the codec
   * @param faultOrdinal where a text stands in rows that are bad whatever their cells are, or −1
   * @param fault the reason for which these are bad
   * @param sideOrdinal where it stands whether the row is held out of training, or −1
   */
  public RowReader(
      RowCodec codec, List<DataType> types, int faultOrdinal, BadRowReason fault, int sideOrdinal) {
    this.sideOrdinal = sideOrdinal;
    this.fault = fault;
    this.layout = codec.layout();
    this.faultOrdinal = faultOrdinal;
    this.cells = new CellEncoder[codec.columns().size()];
    this.first = codec.firstValues();
    Arrays.setAll(cells, c -> codec.columns().get(c).encoder(types.get(c)));
  }

  @Override
  public int width() {
    return first[cells.length];
  }

  /** Returns the column that {@link #read} last found bad, or −1 if it was the row as a whole. */
  public int badColumn() {
    return badColumn;
  }

  /** Returns whether the row says that it is held out of training. */
  public boolean isHeldOut(InternalRow row) {
    return sideOrdinal >= 0 && row.getBoolean(sideOrdinal);
  }

  /** Returns where rows say whether they are held out of training, or −1. */
  int sideOrdinal() {
    return sideOrdinal;
  }

  /** Fills {@code values}. Returns null, or the reason for which it cannot. */
  public BadRowReason read(InternalRow row, double[] values) {
    return read(row, values, false);
  }

  @Override
  public boolean readOrNaN(InternalRow row, double[] values) {
    return read(row, values, true) == null;
  }

  private BadRowReason read(InternalRow row, double[] values, boolean lenient) {
    badColumn = -1;
    if (faultOrdinal >= 0 && !row.isNullAt(faultOrdinal)) {
      return fault;
    }
    if (layout == Layout.COLUMNS) {
      return readCells(row, values, lenient);
    }
    if (row.isNullAt(0)) {
      return BadRowReason.NULL;
    }
    return layout == Layout.ARRAY
        ? readArray(row.getArray(0), values, lenient)
        : readVector(row.getStruct(0, 4), values, lenient);
  }

  /**
   * Returns the number of values in the row's array or vector; −1 if it is null or the line is
   * malformed.
   */
  public int length(InternalRow row) {
    if (row.isNullAt(0) || (faultOrdinal >= 0 && !row.isNullAt(faultOrdinal))) {
      return -1;
    }
    if (layout == Layout.ARRAY) {
      return row.getArray(0).numElements();
    }
    InternalRow vector = row.getStruct(0, 4);
    return vector.getByte(0) == SPARSE ? vector.getInt(1) : vector.getArray(3).numElements();
  }

  /** Returns whether blocks can be read column by column. */
  boolean readsColumns() {
    return layout == Layout.COLUMNS;
  }

  CellEncoder[] cells() {
    return cells;
  }

  int firstValue(int column) {
    return first[column];
  }

  private BadRowReason readArray(ArrayData array, double[] values, boolean lenient) {
    return array.numElements() == cells.length
        ? readCells(array, values, lenient)
        : BadRowReason.WRONG_LENGTH;
  }

  /**
   * Reads a vector of Spark ML's VectorUDT: (type, size, indices, values), where type 0 is sparse
   * and 1 is dense.
   */
  private BadRowReason readVector(InternalRow vector, double[] values, boolean lenient) {
    ArrayData stored = vector.getArray(3);
    if (vector.getByte(0) != SPARSE) {
      return readArray(stored, values, lenient);
    }
    if (vector.getInt(1) != cells.length) {
      return BadRowReason.WRONG_LENGTH;
    }
    Arrays.fill(values, 0);
    ArrayData indices = vector.getArray(2);
    for (int i = 0; i < stored.numElements(); i++) {
      BadRowReason reason = readCell(indices.getInt(i), stored, i, values, lenient);
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }

  private BadRowReason readCells(SpecializedGetters row, double[] values, boolean lenient) {
    for (int c = 0; c < cells.length; c++) {
      BadRowReason reason = readCell(c, row, c, values, lenient);
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }

  private BadRowReason readCell(
      int column, SpecializedGetters row, int ordinal, double[] values, boolean lenient) {
    BadRowReason reason = cells[column].encode(row, ordinal, values, first[column]);
    if (reason == null) {
      return null;
    }
    if (lenient) {
      Arrays.fill(values, first[column], first[column + 1], Double.NaN);
      return null;
    }
    badColumn = column;
    return reason;
  }
}
