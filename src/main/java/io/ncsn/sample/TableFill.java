package io.ncsn.sample;

import io.ncsn.data.codec.CellAs;
import io.ncsn.data.codec.ConstantCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.SpreadCodec;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Writes completed rows over the empty cells of a table's rows, in the table's types. */
final class TableFill implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Filled> columns = new ArrayList<>();
  private final long seed;

  /**
   * A column that is filled.
   *
   * @param ordinal where it stands in the table
   * @param first where its values stand in a stored row
   * @param hidden whether its cells are drawn though they are known
   * @param ordered whether its cells have a middle
   */
  private record Filled(
      int ordinal, int first, boolean hidden, boolean ordered, CellAs cells, DataType type)
      implements Serializable {
    boolean isOpen(Object[] row) {
      return hidden || row[ordinal] == null;
    }
  }

  /**
   * Makes a writer.
   *
   * @param ordinals where each column of the model stands in the table; −1 where it does not
   * @param hidden columns whose cells are drawn though they are known
   */
  TableFill(RowCodec codec, StructType table, int[] ordinals, List<String> hidden, long seed) {
    this.seed = seed;
    int first = 0;
    for (int c = 0; c < ordinals.length; c++) {
      var column = codec.columns().get(c);
      boolean isFilled = column.width() > 0 || column.ofKnownCells() instanceof ConstantCodec;
      if (ordinals[c] >= 0 && isFilled) {
        DataType type = table.apply(ordinals[c]).dataType();
        columns.add(
            new Filled(
                ordinals[c],
                first,
                hidden.stream().anyMatch(column.name()::equalsIgnoreCase),
                column.ofKnownCells() instanceof SpreadCodec,
                new CellAs(column, type),
                type));
      }
      first += column.width();
    }
  }

  /** Returns whether a row has a cell to fill. */
  boolean isOpen(Object[] row) {
    return columns.stream().anyMatch(column -> column.isOpen(row));
  }

  /**
   * Returns a row with its empty cells filled.
   *
   * @param stored completed rows, the draws of this one from {@code at} on
   * @param width the number of values of a stored row
   * @param draws how many draws a cell is the middle of
   * @param number the number of the first draw, which no other row has
   */
  Object[] filled(Object[] row, float[] stored, int at, int width, int draws, long number) {
    Object[] filled = row.clone();
    for (Filled column : columns) {
      if (column.isOpen(row)) {
        List<Object> cells = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
          long random = Streams.hash(seed, Purpose.POOLED_LEVEL, number + draw);
          cells.add(
              column
                  .cells()
                  .cell(stored, at + draw * width + column.first(), number + draw, random));
        }
        filled[column.ordinal()] =
            CatalystTypeConverters.convertToScala(
                Middle.of(cells, column.ordered()), column.type());
      }
    }
    return filled;
  }
}
