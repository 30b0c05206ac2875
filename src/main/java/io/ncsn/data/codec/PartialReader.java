package io.ncsn.data.codec;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;

/**
 * Reads rows of which some cells are not known: those that are null, and those of columns that the
 * table lacks. Their values are NaN, and so are those of null numbers in an array.
 */
public final class PartialReader implements CellsReader {
  private static final long serialVersionUID = 1L;

  private final CellEncoder[] cells;
  private final int[] first;
  private final int[] ordinals;
  private final int[] pools;
  private final UnseenLevels unseen;
  private final int malformedOrdinal;

  /** What was wrong with the last bad cell. */
  private BadRowReason reason;

  /**
   * Makes a reader.
   *
   * @param types the types of the cells, one a column of the codec; null where there are none
   * @param ordinals where the cells stand in a row; −1 where there are none
   * @param malformedOrdinal where the raw text of a malformed line stands, or −1
   */
  public PartialReader(
      RowCodec codec,
      List<DataType> types,
      int[] ordinals,
      int malformedOrdinal,
      UnseenLevels unseen) {
    this.first = codec.firstValues();
    this.ordinals = ordinals.clone();
    this.malformedOrdinal = malformedOrdinal;
    this.unseen = unseen;
    this.cells = new CellEncoder[ordinals.length];
    this.pools = new int[ordinals.length];
    for (int c = 0; c < ordinals.length; c++) {
      ColumnCodec column = codec.columns().get(c);
      cells[c] = ordinals[c] < 0 ? null : column.partialEncoder(types.get(c));
      pools[c] = column.ofKnownCells() instanceof CategoryCodec category ? category.pool() : -1;
    }
  }

  @Override
  public int width() {
    return first[cells.length];
  }

  @Override
  public boolean readOrNaN(InternalRow row, double[] values) {
    return read(row, values) < 0;
  }

  /** Returns what is wrong with the cell that {@link #read} found. */
  public BadRowReason reason() {
    return reason;
  }

  /**
   * Fills {@code values}.
   *
   * @return the column of the first bad cell, or the number of columns if the whole line is bad; −1
   *     if all is good
   */
  public int read(InternalRow row, double[] values) {
    if (malformedOrdinal >= 0 && !row.isNullAt(malformedOrdinal)) {
      reason = BadRowReason.MALFORMED;
      return cells.length;
    }
    for (int c = 0; c < cells.length; c++) {
      boolean isKnown = ordinals[c] >= 0 && !row.isNullAt(ordinals[c]);
      if (!isKnown || !encode(c, row, values)) {
        Arrays.fill(values, first[c], first[c + 1], Double.NaN);
        if (isKnown && reason != null) {
          return c;
        }
      }
    }
    return -1;
  }

  /** Reads a cell; where it has no values, {@link #reason} says whether that is a mistake. */
  private boolean encode(int column, InternalRow row, double[] values) {
    reason = cells[column].encode(row, ordinals[column], values, first[column]);
    if (reason != BadRowReason.UNSEEN || unseen == UnseenLevels.ERROR) {
      return reason == null;
    }
    reason = null;
    boolean isPooled = unseen == UnseenLevels.POOL && pools[column] >= 0;
    if (isPooled) {
      values[first[column]] = pools[column];
    }
    return isPooled;
  }
}
