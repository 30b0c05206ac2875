package io.ncsn.data.codec;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructType;

/** Decoded rows as users of Spark see them. */
public final class DecodedRows {
  private DecodedRows() {}

  /** The number of the sample, then the row that begins at {@code start}. */
  public static Row of(TableSchema schema, Scaler scaler, long sample, float[] unit, int start) {
    StructType type = SampleColumns.schema(RowCodec.of(schema, scaler), "sample_id");
    InternalRow row = new SpecificInternalRow(type);
    row.setLong(0, sample);
    new RowWriter(RowCodec.of(schema, scaler)).write(unit, start, sample, row, 1);
    return (Row) CatalystTypeConverters.createToScalaConverter(type).apply(row);
  }
}
