package io.ncsn.sample;

import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowWriter;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructType;

/** Draws of a row's unknown cells that obey the training rows' rules together with the known. */
final class RuledDraws implements Serializable {
  private static final long serialVersionUID = 1L;

  private final RowWriter writer;
  private final KnownCells known;
  private final StructType cells;

  /**
   * Makes draws of rows of a table.
   *
   * @param ordinals where each column of the model stands in the table; −1 where it does not
   * @param hidden columns whose cells are drawn though they are known
   */
  RuledDraws(RowCodec codec, StructType table, int[] ordinals, List<String> hidden) {
    int[] shown = ordinals.clone();
    StructType own = new StructType();
    for (int c = 0; c < shown.length; c++) {
      ColumnCodec column = codec.columns().get(c);
      if (hidden.stream().anyMatch(column.name()::equalsIgnoreCase)) {
        shown[c] = -1;
      }
      own = own.add(column.name(), column.type());
    }
    this.writer = new RowWriter(codec);
    this.known = new KnownCells(codec, table, shown);
    this.cells = own;
  }

  /**
   * Returns a row of all of the model's columns, in its types.
   *
   * @param row a row of the table
   * @param stored completed rows, this draw from {@code at} on
   * @param number the draw's number, which no other has
   */
  InternalRow draw(Object[] row, float[] stored, int at, long number) {
    InternalRow drawn = new SpecificInternalRow(cells);
    boolean[] given = new boolean[cells.size()];
    writer.write(stored, at, number, drawn, 0);
    known.write(row, drawn, 0, given);
    writer.mend(stored, at, number, drawn, 0, given);
    return drawn;
  }
}
