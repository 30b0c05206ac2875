package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads cells of a mixed table as what they say: numbers, dates and timestamps as doubles, levels
 * as text. Nothing is pooled, rounded or standardised. Equal cells give equal values, whether a
 * table holds them as text or as the column's own type.
 */
public final class PlainCells implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Cell[] cells;

  private PlainCells(Cell[] cells) {
    this.cells = cells;
  }

  /** Reads a cell; null if it is null or cannot be one of the column's. */
  @FunctionalInterface
  private interface Cell extends Serializable {
    Object read(SpecializedGetters row, int ordinal);
  }

  /** Returns the columns whose cells say something: all but constants, ids and images. */
  public static List<ColumnCodec> columns(RowCodec codec) {
    return codec.columns().stream()
        .filter(column -> column.width() > 0 && !(column instanceof ImageCodec))
        .toList();
  }

  /** Returns the names and types of the values: double or string. */
  public static StructType schema(List<ColumnCodec> columns) {
    StructType schema = new StructType();
    for (ColumnCodec column : columns) {
      schema =
          schema.add(
              column.name(), isNumber(column) ? DataTypes.DoubleType : DataTypes.StringType, true);
    }
    return schema;
  }

  /**
   * Makes a reader of rows.
   *
   * @param columns as {@link #columns} gives them
   * @param types the types of their cells in the table, which the columns must be able to read
   */
  public static PlainCells of(List<ColumnCodec> columns, List<DataType> types) {
    List<Cell> cells = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      cells.add(cell(columns.get(c), types.get(c)));
    }
    return new PlainCells(cells.toArray(Cell[]::new));
  }

  private static boolean isNumber(ColumnCodec column) {
    ColumnCodec known = column.ofKnownCells();
    return known instanceof SpreadCodec || known instanceof NumberCodec;
  }

  private static Cell cell(ColumnCodec column, DataType found) {
    if (column.line().dataType() instanceof StringType) {
      return (row, i) -> row.getUTF8String(i).clone();
    }
    NumberLine line = column.line();
    KeyReader keys = line.reader(found);
    if (isNumber(column)) {
      return (row, i) -> {
        long key = keys.read(row, i);
        return key == NumberLine.NO_KEY ? null : (Object) line.value(key);
      };
    }
    return (row, i) -> {
      long key = keys.read(row, i);
      return key == NumberLine.NO_KEY ? null : UTF8String.fromString(line.text(key));
    };
  }

  /** Returns the number of values of a row. */
  public int width() {
    return cells.length;
  }

  /**
   * Reads a row's cells.
   *
   * @param ordinals where each column stands in the row
   * @param values gets a value for each column; may be longer
   */
  public void read(SpecializedGetters row, int[] ordinals, Object[] values) {
    for (int c = 0; c < cells.length; c++) {
      values[c] = row.isNullAt(ordinals[c]) ? null : cells[c].read(row, ordinals[c]);
    }
  }
}
