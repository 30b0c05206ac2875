package io.ncsn.waves;

import java.util.Iterator;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/** Rows in Spark's own form, for jobs that compute them as {@link Row}s. */
public final class InternalRows {
  private InternalRows() {}

  /** Converts {@code rows} one by one, by a converter that needs no code of the schema's making. */
  public static Iterator<InternalRow> of(Iterator<Row> rows, StructType schema) {
    Function1<Object, Object> converter = CatalystTypeConverters.createToCatalystConverter(schema);
    Iterable<Row> all = () -> rows;
    return StreamSupport.stream(all.spliterator(), false)
        .map(row -> (InternalRow) converter.apply(row))
        .iterator();
  }
}
