package io.ncsn.sample;

import io.ncsn.data.codec.CellAs;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.ConstantCodec;
import io.ncsn.data.codec.NumberCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.SpreadCodec;
import io.ncsn.data.codec.VectorCodec;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.mutable.WrappedArray;

/** Writes completed rows over the empty cells of a table's rows, in the table's types. */
final class TableFill implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Filled> columns = new ArrayList<>();
  private final long seed;

  /** Draws that obey rules; null if the model has none. */
  private final RuledDraws ruled;

  /**
   * A column that is filled.
   *
   * @param column its place in the model
   * @param ordinal where it stands in the table
   * @param first where its values stand in a stored row
   * @param hidden whether its cells are drawn though they are known
   * @param order the order of its cells, or of the numbers in them; null if they have no middle
   * @param parts which numbers of an array are drawn though they are known; null for other cells
   * @param vector the codec of a vector, whose numbers are known or drawn together; null for others
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
  private record Filled(
      int column,
      int ordinal,
      int first,
      boolean hidden,
      CellOrder order,
      boolean[] parts,
      VectorCodec vector,
      CellAs cells,
      DataType type)
      implements Serializable {
    boolean isOpen(Object[] row) {
      if (isWholeOpen(row) || parts == null) {
        return isWholeOpen(row);
      }
      List<Object> numbers = array(row[ordinal]);
      return IntStream.range(0, parts.length).anyMatch(i -> isOpen(numbers, i));
    }

    private boolean isWholeOpen(Object[] row) {
      return hidden || row[ordinal] == null;
    }

    private boolean isOpen(List<Object> array, int number) {
      return parts[number] || array.get(number) == null;
    }

    /** Returns the cell that stands for several draws. */
    Object middle(Object[] row, List<Object> draws) {
      if (parts == null) {
        return Middle.of(draws, order);
      }
      boolean all = isWholeOpen(row);
      List<Object> known = all ? List.of() : array(row[ordinal]);
      List<List<Object>> arrays = draws.stream().map(TableFill::array).toList();
      Object[] numbers = new Object[parts.length];
      for (int i = 0; i < numbers.length; i++) {
        int number = i;
        numbers[i] =
            all || isOpen(known, i)
                ? Middle.of(arrays.stream().map(array -> array.get(number)).toList(), order)
                : known.get(i);
      }
      return WrappedArray.make(numbers);
    }
  }

  private static List<Object> array(Object cell) {
    @SuppressWarnings("unchecked") // Spark gives array cells so
    Seq<Object> numbers = (Seq<Object>) cell;
    return JavaConverters.seqAsJavaList(numbers);
  }

  /**
   * Makes a writer.
   *
   * @param ordinals where each column of the model stands in the table; −1 where it does not
   * @param hidden columns whose cells are drawn though they are known
   * @param unknown values of a row that are drawn though they are known, [width]
   */
  TableFill(
      RowCodec codec,
      StructType table,
      int[] ordinals,
      List<String> hidden,
      boolean[] unknown,
      long seed) {
    this.seed = seed;
    this.ruled = codec.rules().isEmpty() ? null : new RuledDraws(codec, table, ordinals, hidden);
    int first = 0;
    for (int c = 0; c < ordinals.length; c++) {
      var column = codec.columns().get(c);
      boolean isFilled = column.width() > 0 || column.ofKnownCells() instanceof ConstantCodec;
      if (ordinals[c] >= 0 && isFilled) {
        DataType type = table.apply(ordinals[c]).dataType();
        boolean[] parts = Arrays.copyOfRange(unknown, first, first + column.width());
        VectorCodec vector = column.ofKnownCells() instanceof VectorCodec known ? known : null;
        boolean isArray = type instanceof ArrayType && vector == null;
        columns.add(
            new Filled(
                c,
                ordinals[c],
                first,
                hidden.stream().anyMatch(column.name()::equalsIgnoreCase)
                    || (column.width() == 1 && parts[0]),
                isArray || isNumber(column.ofKnownCells()) ? CellOrder.of(column, type) : null,
                isArray ? parts : null,
                vector,
                new CellAs(column, type),
                type));
      }
      first += column.width();
    }
  }

  private static boolean isNumber(ColumnCodec column) {
    return column instanceof SpreadCodec || column instanceof NumberCodec;
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
    if (ruled != null && draws == 1) {
      InternalRow drawn = ruled.draw(row, stored, at, number);
      for (Filled column : columns) {
        if (column.isOpen(row)) {
          Object cell = column.cells().cell(drawn, column.column());
          filled[column.ordinal()] = CatalystTypeConverters.convertToScala(cell, column.type());
        }
      }
      return filled;
    }
    for (Filled column : columns) {
      if (column.isOpen(row) && column.vector() != null) {
        float[] middle = column.vector().median(stored, at + column.first(), width, draws);
        filled[column.ordinal()] =
            CatalystTypeConverters.convertToScala(
                column.cells().cell(middle, 0, number, 0), column.type());
      } else if (column.isOpen(row)) {
        List<Object> cells = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
          long random = Streams.hash(seed, Purpose.POOLED_LEVEL, number + draw);
          Object cell =
              column
                  .cells()
                  .cell(stored, at + draw * width + column.first(), number + draw, random);
          cells.add(
              column.parts() == null
                  ? cell
                  : CatalystTypeConverters.convertToScala(cell, column.type()));
        }
        Object middle = column.middle(row, cells);
        filled[column.ordinal()] =
            column.parts() == null
                ? CatalystTypeConverters.convertToScala(middle, column.type())
                : middle;
      }
    }
    return filled;
  }
}
