package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads cells of a mixed table as what they say: numbers, dates and timestamps as doubles, levels
 * as text. Nothing is pooled, rounded or standardised. Equal cells give equal values, whether a
 * table holds them as text or as the column's own type.
 */
public final class PlainCells implements Serializable {
  /** Metadata of a value that is one number of a vector: the name of the vector's column. */
  public static final String WHOLE = "ncsn.vector";

  private static final long serialVersionUID = 1L;

  private final Cells[] cells;
  private final int[] first; // where each column's values begin, and their number at last

  private PlainCells(Cells[] cells, int[] first) {
    this.cells = cells;
    this.first = first;
  }

  /** Reads a cell; null if it is null or cannot be one of the column's. */
  @FunctionalInterface
  private interface Cell extends Serializable {
    Object read(SpecializedGetters row, int ordinal);
  }

  /** Reads a cell that is not null as one or several values. */
  @FunctionalInterface
  private interface Cells extends Serializable {
    void read(SpecializedGetters row, int ordinal, Object[] values, int at);
  }

  /** Returns the columns whose cells say something: all but constants, ids and images. */
  public static List<ColumnCodec> columns(RowCodec codec) {
    return codec.columns().stream()
        .filter(column -> column.width() > 0 && !(column instanceof ImageCodec))
        .toList();
  }

  /**
   * Returns the names and types of the values: double or string. A vector is a value for each of
   * its numbers, which have its name as {@link #WHOLE} in their metadata.
   */
  public static StructType schema(List<ColumnCodec> columns) {
    StructType schema = new StructType();
    for (ColumnCodec column : columns) {
      if (column.ofKnownCells() instanceof VectorCodec vector) {
        Metadata whole = new MetadataBuilder().putString(WHOLE, vector.name()).build();
        for (int i = 0; i < vector.length(); i++) {
          schema = schema.add(vector.partName(i), DataTypes.DoubleType, true, whole);
        }
      } else {
        schema =
            schema.add(
                column.name(),
                isNumber(column) ? DataTypes.DoubleType : DataTypes.StringType,
                true);
      }
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
    Cells[] cells = new Cells[columns.size()];
    int[] first = new int[cells.length + 1];
    for (int c = 0; c < cells.length; c++) {
      if (columns.get(c).ofKnownCells() instanceof VectorCodec vector) {
        cells[c] = vector(vector, types.get(c));
        first[c + 1] = first[c] + vector.length();
      } else {
        Cell cell = cell(columns.get(c), types.get(c));
        cells[c] = (row, ordinal, values, at) -> values[at] = cell.read(row, ordinal);
        first[c + 1] = first[c] + 1;
      }
    }
    return new PlainCells(cells, first);
  }

  private static Cells vector(VectorCodec vector, DataType found) {
    VectorCells cells = VectorCells.of(found);
    NumberLine line = vector.line();
    KeyReader keys = line.reader(cells.element());
    int length = vector.length();
    return (row, ordinal, values, at) -> {
      if (cells.length(row, ordinal) == length) {
        ArrayData numbers = cells.numbers(row, ordinal);
        for (int i = 0; i < length; i++) {
          long key = numbers.isNullAt(i) ? NumberLine.NO_KEY : keys.read(numbers, i);
          values[at + i] = key == NumberLine.NO_KEY ? null : (Object) line.value(key);
        }
      }
    };
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
    return first[cells.length];
  }

  /**
   * Reads a row's cells.
   *
   * @param ordinals where each column stands in the row
   * @param values gets the values of each column; may be longer
   */
  public void read(SpecializedGetters row, int[] ordinals, Object[] values) {
    Arrays.fill(values, 0, width(), null);
    for (int c = 0; c < cells.length; c++) {
      if (!row.isNullAt(ordinals[c])) {
        cells[c].read(row, ordinals[c], values, first[c]);
      }
    }
  }
}
