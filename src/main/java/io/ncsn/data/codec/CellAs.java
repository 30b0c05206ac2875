package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;

/** Writes a column's cells in the type that the column has in another table. */
public final class CellAs implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CellDecoder decoder;
  private final StructType own;
  private final Converter converter;

  private interface Converter extends UnaryOperator<Object>, Serializable {}

  /**
   * Makes a writer.
   *
   * @param to the type of the cells to write: the column's own, another of numbers, or text
   */
  public CellAs(ColumnCodec column, DataType to) {
    DataType from = column.cellType();
    this.decoder = column.decoder();
    this.own = new StructType().add("cell", from);
    this.converter = converter(column, from, to);
  }

  private static Converter converter(ColumnCodec column, DataType from, DataType to) {
    if (from.equals(to)) {
      return cell -> cell;
    }
    if (to instanceof StringType) {
      NumberLine line = column.line();
      KeyReader keys = line.reader(from);
      return cell ->
          UTF8String.fromString(
              line.text(keys.read(new GenericInternalRow(new Object[] {cell}), 0)));
    }
    return cell -> cast(cell, from, to);
  }

  /** Returns a cell in Spark's own form as one of another type. */
  static Object cast(Object cell, DataType from, DataType to) {
    return new Cast(new BoundReference(0, from, true), to, Option.empty(), EvalMode.LEGACY())
        .eval(new GenericInternalRow(new Object[] {cell}));
  }

  /**
   * Returns a cell in Spark's own form; null for an empty one.
   *
   * @param stored the rows' stored values
   * @param at where the cell's first value stands in {@code stored}
   * @param number the row's number, from 0, which no other row has
   * @param random a random number of the row's own, the same each time
   */
  public Object cell(float[] stored, int at, long number, long random) {
    InternalRow row = new SpecificInternalRow(own);
    decoder.decode(stored, at, number, random, row, 0);
    return cell(row, 0);
  }

  /** Returns a cell of the column's own type in Spark's own form; null for an empty one. */
  public Object cell(InternalRow row, int ordinal) {
    return row.isNullAt(ordinal)
        ? null
        : converter.apply(row.get(ordinal, own.apply(0).dataType()));
  }
}
