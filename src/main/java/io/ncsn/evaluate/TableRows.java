package io.ncsn.evaluate;

import io.ncsn.config.EvaluateSettings;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.shard.Shard;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gathers tables for evaluation: at most {@code evaluate.rows} rows each, chosen by a stable hash
 * of their values, so that the choice does not depend on files, partitions or order.
 */
public final class TableRows {
  private TableRows() {}

  /**
   * Gathers rows of a table, such as a reference or a directory of samples.
   *
   * @param table holds the schema's columns; other columns, such as {@code sample_id}, are ignored
   * @throws io.ncsn.data.codec.DataException if a column is missing or is not numeric
   */
  public static GatheredRows of(Dataset<Row> table, TableSchema schema, EvaluateSettings settings) {
    return RowSelection.gather(
        FeatureRows.read(table, schema), schema.dimension(), settings.rows(), settings.seed());
  }

  /**
   * Gathers rows of standardised shards, mapped back to data units and to the values the schema's
   * types can hold.
   *
   * @param shards as in {@link io.ncsn.data.shard.PreparedTable}
   */
  public static GatheredRows of(
      JavaRDD<Shard> shards, TableSchema schema, Scaler scaler, EvaluateSettings settings) {
    List<String> types = schema.columns().stream().map(TableSchema.Column::type).toList();
    JavaRDD<double[]> rows = shards.flatMap(shard -> dataRows(shard, types, scaler).iterator());
    return RowSelection.gather(rows, schema.dimension(), settings.rows(), settings.seed());
  }

  private static List<double[]> dataRows(Shard shard, List<String> types, Scaler scaler) {
    int dimension = shard.dimension();
    List<double[]> rows = new ArrayList<>(shard.rows());
    float[] stored = new float[dimension];
    for (int i = 0; i < shard.rows(); i++) {
      shard.read(i, stored, 0);
      double[] row = new double[dimension];
      for (int j = 0; j < dimension; j++) {
        double value = scaler.fromUnit(j, stored[j]);
        row[j] = ColumnType.nearest(types.get(j), value);
      }
      rows.add(row);
    }
    return rows;
  }
}
