package io.ncsn.data.read;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;

/** Gives rows an order that is the same each time, on any cluster. */
final class StableOrder {
  /**
   * In this order, by settings that do not depend on the cluster, Spark reads a table's parts: the
   * rows come in the same order each time.
   */
  private static final Map<String, String> PARTS =
      Map.of(
          "spark.sql.files.maxPartitionBytes", "32m",
          "spark.sql.files.openCostInBytes", "1m",
          "spark.sql.files.minPartitionNum", "1");

  private StableOrder() {}

  /** Returns a session that reads the rows of files in the same order each time. */
  static SparkSession session(SparkSession spark) {
    SparkSession reader = spark.newSession();
    PARTS.forEach(reader.conf()::set);
    return reader;
  }

  /** Sorts rows by all of their cells, in the order of the columns, but for those of maps. */
  static Dataset<Row> sorted(Dataset<Row> rows) {
    Column[] keys =
        Arrays.stream(rows.schema().fields())
            .filter(field -> RowOrdering.isOrderable(field.dataType()))
            .map(field -> col(Features.quoted(field.name())))
            .toArray(Column[]::new);
    return keys.length == 0 ? rows : rows.sort(keys);
  }
}
