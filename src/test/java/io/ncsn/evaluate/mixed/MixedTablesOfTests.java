package io.ncsn.evaluate.mixed;

import io.ncsn.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Small tables of the measures' tests. */
final class MixedTablesOfTests {
  private MixedTablesOfTests() {}

  static Row row(Object... cells) {
    return RowFactory.create(cells);
  }

  static Dataset<Row> table(String types, Row... rows) {
    return LocalSpark.session().createDataFrame(Arrays.asList(rows), StructType.fromDDL(types));
  }

  static Dataset<Row> table(String types, List<Row> rows) {
    return LocalSpark.session().createDataFrame(rows, StructType.fromDDL(types));
  }
}
