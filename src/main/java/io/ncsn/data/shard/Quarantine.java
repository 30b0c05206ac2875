package io.ncsn.data.shard;

import io.ncsn.data.codec.BadRowReason;
import io.ncsn.data.codec.RowReader;
import io.ncsn.data.read.Features;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Keeps bad rows as Parquet: the selected columns as they were read, followed by {@value #REASON}.
 */
final class Quarantine {
  /** Name of the column with the reason, a {@link BadRowReason#label}. */
  static final String REASON = "bad_row_reason";

  private Quarantine() {}

  static void write(SparkSession spark, SurveyedTable table, String directory) {
    spark
        .sparkContext()
        .setJobDescription("Keeping bad rows of " + table.features().source().name());
    Features features = table.once();
    StructType schema = features.rowSchema();
    RowReader reader = table.reader();
    JavaRDD<Row> bad =
        features.rows().toJavaRDD().mapPartitions(rows -> badRows(rows, reader, schema));
    spark
        .createDataFrame(bad, schema.add(REASON, DataTypes.StringType))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(directory);
    spark.sparkContext().setJobDescription(null);
  }

  private static Iterator<Row> badRows(
      Iterator<InternalRow> rows, RowReader reader, StructType schema) {
    double[] values = new double[reader.width()];
    var converter = CatalystTypeConverters.createToScalaConverter(schema);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
        .map(
            row -> {
              BadRowReason reason = reader.read(row, values);
              return reason == null ? null : withReason((Row) converter.apply(row), reason);
            })
        .filter(Objects::nonNull)
        .iterator();
  }

  private static Row withReason(Row row, BadRowReason reason) {
    Object[] cells = new Object[row.length() + 1];
    for (int i = 0; i < row.length(); i++) {
      cells[i] = row.get(i);
    }
    cells[row.length()] = reason.label();
    return RowFactory.create(cells);
  }
}
