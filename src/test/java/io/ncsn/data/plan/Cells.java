package io.ncsn.data.plan;

import io.ncsn.data.codec.BadRowReason;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowReader;
import io.ncsn.data.codec.RowWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** One column of cells in Spark's internal form, through a plan and its codec and back. */
record Cells(DataType type, List<?> cells) {

  StructType schema() {
    return new StructType().add("x", type);
  }

  List<InternalRow> rows() {
    List<InternalRow> rows = new ArrayList<>();
    cells.forEach(cell -> rows.add(new GenericInternalRow(new Object[] {cell})));
    return rows;
  }

  ColumnPlan plan(PlanOptions options) {
    return ColumnPlanner.plan(rows().iterator(), schema(), options).columns().get(0);
  }

  static RowCodec rowOf(ColumnCodec codec) {
    return new RowCodec(io.ncsn.data.codec.TableSchema.Layout.COLUMNS, "", List.of(codec));
  }

  /** The stored form of each cell. */
  List<float[]> stored(ColumnCodec codec) {
    RowReader reader = new RowReader(rowOf(codec), List.of(type), -1);
    double[] values = new double[reader.width()];
    List<float[]> stored = new ArrayList<>();
    for (InternalRow row : rows()) {
      BadRowReason reason = reader.read(row, values);
      if (reason != null) {
        throw new AssertionError(reason + " in " + row);
      }
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      stored.add(floats);
    }
    return stored;
  }

  /** The cells that stored rows are written as. */
  static List<Object> written(ColumnCodec codec, List<float[]> stored) {
    RowWriter writer = new RowWriter(rowOf(codec));
    DataType type = DataType.fromDDL(codec.type());
    List<Object> cells = new ArrayList<>();
    for (float[] row : stored) {
      SpecificInternalRow out = new SpecificInternalRow(new StructType().add("x", type));
      writer.write(row, 0, cells.size(), out, 0);
      cells.add(out.isNullAt(0) ? null : out.get(0, type));
    }
    return cells;
  }

  /** Cells through the codec and back. */
  List<Object> through(ColumnCodec codec) {
    return written(codec, stored(codec));
  }

  static float[] row(float... values) {
    return Arrays.copyOf(values, values.length);
  }
}
