package io.ncsn.data.codec;

import org.apache.spark.sql.catalyst.InternalRow;

/** A row that is being mended. */
final class RuleRow {
  private final CellKeys[] cells;
  private final InternalRow row;
  private final int ordinal;
  private final boolean[] firm;

  /**
   * Takes a row.
   *
   * @param cells how cells are read and written, one a column; null where no rule looks
   * @param row its cells begin at {@code ordinal}
   * @param given which cells must stay as they are; null: none
   */
  RuleRow(CellKeys[] cells, InternalRow row, int ordinal, boolean[] given) {
    this.cells = cells;
    this.row = row;
    this.ordinal = ordinal;
    this.firm = given == null ? new boolean[cells.length] : given.clone();
  }

  /** Returns the key of a cell. */
  long get(int column) {
    return cells[column].read(row, ordinal + column);
  }

  /** Writes a cell, unless it is this already. */
  void set(int column, long key) {
    if (get(column) != key) {
      cells[column].write(row, ordinal + column, key);
    }
  }

  boolean isFirm(int column) {
    return firm[column];
  }

  void fix(int column) {
    firm[column] = true;
  }
}
