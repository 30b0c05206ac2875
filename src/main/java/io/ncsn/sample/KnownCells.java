package io.ncsn.sample;

import io.ncsn.data.codec.CellOf;
import io.ncsn.data.codec.RowCodec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The cells of a table's rows that samples have as they are. */
final class KnownCells implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Known> columns = new ArrayList<>();

  /** Where the columns stand that are not the model's. */
  private final int[] others;

  /**
   * A column of the model that the table has.
   *
   * @param ordinal where it stands in the table
   * @param column its index in the model
   * @param type its type in the table
   */
  private record Known(int ordinal, int column, DataType type, CellOf cells)
      implements Serializable {}

  /**
   * Makes the cells of a table.
   *
   * @param ordinals where each column of the model stands in the table; −1 where it does not
   */
  KnownCells(RowCodec codec, StructType table, int[] ordinals) {
    for (int c = 0; c < ordinals.length; c++) {
      if (ordinals[c] >= 0) {
        DataType type = table.apply(ordinals[c]).dataType();
        columns.add(new Known(ordinals[c], c, type, new CellOf(codec.columns().get(c), type)));
      }
    }
    others =
        IntStream.range(0, table.size())
            .filter(i -> Arrays.stream(ordinals).noneMatch(ordinal -> ordinal == i))
            .toArray();
  }

  /** Returns where the columns stand that are not the model's. */
  int[] others() {
    return others.clone();
  }

  /**
   * Writes the known cells over those of a sample.
   *
   * @param sample its columns begin at {@code first}
   * @param written says of each column of the model whether its cell is given
   */
  void write(Object[] row, InternalRow sample, int first, boolean[] written) {
    for (Known known : columns) {
      Object cell = row[known.ordinal()];
      if (cell != null) {
        Object own = CatalystTypeConverters.createToCatalystConverter(known.type()).apply(cell);
        sample.update(first + known.column(), known.cells().cell(own));
        written[known.column()] = true;
      }
    }
  }

  /** Returns a sample's cells, and behind them those that are not the model's. */
  Object[] withOthers(Row sample, Object[] row) {
    return Stream.concat(
            IntStream.range(0, sample.size()).mapToObj(sample::get),
            Arrays.stream(others).mapToObj(i -> row[i]))
        .toArray();
  }
}
