package io.ncsn.job;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.read.ModelTable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads tables by a model's columns: the columns to keep, then an array of the model's numbers.
 *
 * @param codec the model's columns
 * @param ours names of the result's own columns, which no kept column may have
 */
record ModelRows(SparkSession spark, RowCodec codec, List<String> ours) {
  /** The table that {@code data.input} names. */
  Dataset<Row> of(DataSettings data, List<String> kept) {
    requireFree(kept);
    return ModelTable.openAlone(spark, data, codec, kept);
  }

  /** A table that the program holds. */
  Dataset<Row> of(Dataset<Row> table, List<String> kept) {
    requireFree(kept);
    return ModelTable.of(table, codec, kept);
  }

  private void requireFree(List<String> kept) {
    for (String name : kept) {
      if (ours.stream().anyMatch(name::equalsIgnoreCase)) {
        throw new DataException(
            "Cannot keep column '%s': the result has a column of that name; rename it"
                .formatted(name));
      }
    }
  }
}
