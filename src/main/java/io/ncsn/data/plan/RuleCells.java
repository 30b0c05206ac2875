package io.ncsn.data.plan;

import io.ncsn.data.codec.CellKeys;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.RowCodec;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Rows as the keys of those of their cells that rules are looked for in.
 *
 * @param columns their places in the codec, ascending
 * @param cells how each is read
 */
@SuppressWarnings("ArrayRecordComponent") // read by index; never compared
record RuleCells(int[] columns, CellKeys[] cells) implements Serializable {
  /** Takes all columns whose cells have keys. */
  static RuleCells of(RowCodec codec, StructType table) {
    CellKeys[] all =
        IntStream.range(0, codec.columns().size())
            .mapToObj(
                c -> CellKeys.of(codec.columns().get(c), table.apply(c).dataType()).orElse(null))
            .toArray(CellKeys[]::new);
    int[] columns = IntStream.range(0, all.length).filter(c -> all[c] != null).toArray();
    return new RuleCells(
        columns, Arrays.stream(columns).mapToObj(c -> all[c]).toArray(CellKeys[]::new));
  }

  /** Returns whether a column of the codec has empty cells. */
  boolean mayBeEmpty(int column) {
    return cells[Arrays.binarySearch(columns, column)].column().writesNull();
  }

  int width() {
    return columns.length;
  }

  /** Returns the keys of a row; null if a cell is bad. */
  long[] read(InternalRow row) {
    long[] keys = new long[columns.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = cells[i].read(row, columns[i]);
      boolean bad =
          keys[i] == NumberLine.NO_KEY
              || (keys[i] == CellKeys.NULL && !cells[i].column().writesNull());
      if (bad) {
        return null;
      }
    }
    return keys;
  }
}
