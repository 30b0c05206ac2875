package io.ncsn.data.read;

import io.ncsn.data.codec.CellReader;
import io.ncsn.data.codec.TableSchema.Layout;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Finds the columns of Parquet and ORC that hold no number at all, but null and NaN. Where the
 * first rows fill every column, which is nearly always, nothing more is read.
 */
final class EmptyColumns {
  private static final int FIRST_PARTS = 64;

  private EmptyColumns() {}

  /** Those of {@code columns}, columns of numbers, that hold none. */
  static List<StructField> of(SourceTable source, List<StructField> columns) {
    if (source.files().isEmpty() || columns.isEmpty()) {
      return List.of();
    }
    List<StructField> left = unfilled(source, columns, FIRST_PARTS);
    return left.isEmpty() ? left : unfilled(source, left, Integer.MAX_VALUE);
  }

  private static List<StructField> unfilled(
      SourceTable source, List<StructField> columns, int parts) {
    DataType[] types = columns.stream().map(StructField::dataType).toArray(DataType[]::new);
    var filled =
        new Features(source, Layout.COLUMNS, columns).parts().map(part -> filled(part, types));
    boolean[] all = new boolean[types.length];
    if (parts == Integer.MAX_VALUE) {
      all = filled.fold(all, EmptyColumns::either);
    } else {
      for (boolean[] some : filled.take(parts)) {
        all = either(all, some);
      }
    }
    List<StructField> left = new ArrayList<>();
    for (int c = 0; c < all.length; c++) {
      if (!all[c]) {
        left.add(columns.get(c));
      }
    }
    return left;
  }

  private static boolean[] either(boolean[] left, boolean[] right) {
    boolean[] either = left.clone();
    for (int c = 0; c < either.length; c++) {
      either[c] |= right[c];
    }
    return either;
  }

  private static boolean[] filled(Object part, DataType[] types) {
    boolean[] filled = new boolean[types.length];
    for (int c = 0; c < types.length; c++) {
      CellReader cells = CellReader.of(types[c]);
      filled[c] =
          part instanceof ColumnarBatch batch
              ? anyNumber(batch, c, cells)
              : isNumber((InternalRow) part, c, cells);
    }
    return filled;
  }

  private static boolean anyNumber(ColumnarBatch batch, int column, CellReader cells) {
    ColumnVector vector = batch.column(column);
    for (int i = 0; i < batch.numRows(); i++) {
      if (!vector.isNullAt(i) && isNumber(batch.getRow(i), column, cells)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNumber(InternalRow row, int column, CellReader cells) {
    return !row.isNullAt(column) && !Double.isNaN(cells.read(row, column));
  }
}
