package io.ncsn.data.codec;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Turns a cell of another table into a cell of a column's own type. */
public final class CellOf implements Serializable {
  private static final long serialVersionUID = 1L;

  private final StructType own;
  private final DataType from;
  private final KeyReader keys; // null where the cell stays, or is cast
  private final NumberLine.KeyWriter writer;

  /**
   * Makes a converter.
   *
   * @param from the type of the column in the other table
   */
  public CellOf(ColumnCodec column, DataType from) {
    DataType type = column.cellType();
    boolean same = type.equals(from);
    NumberLine line = column.line();
    boolean isCast = column.ofKnownCells() instanceof VectorCodec;
    this.own = new StructType().add("cell", type);
    this.from = isCast && !same ? from : null;
    this.keys = same || isCast ? null : line.reader(from);
    this.writer = same || isCast ? null : line.writer();
  }

  /** Returns a cell that is not null in Spark's own form. */
  public Object cell(Object cell) {
    if (from != null) {
      return CellAs.cast(cell, from, own.apply(0).dataType());
    }
    if (keys == null) {
      return cell;
    }
    InternalRow row = new SpecificInternalRow(own);
    writer.write(row, 0, keys.read(new GenericInternalRow(new Object[] {cell}), 0));
    return row.get(0, own.apply(0).dataType());
  }
}
