package io.ncsn.job;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.DataSettings;
import io.ncsn.config.SampleSettings.Precision;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.read.ModelTable;
import io.ncsn.network.KernelPlan;
import io.ncsn.output.JobKind;
import io.ncsn.output.RunRecord;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A model, and a table read by its columns.
 *
 * @param rows columns to keep, then an array of the model's numbers
 */
record ModelRows(Checkpoint checkpoint, Dataset<Row> rows) {
  /** How the job's machines compute the model's scores; {@code record} gets what they found. */
  KernelPlan kernel(SparkSession spark, RunRecord record, JobKind job) {
    return Machines.ofScores(spark, checkpoint.model().network(), Precision.FLOAT32, record, job);
  }

  /**
   * Reads the model and opens the table.
   *
   * @param kept columns of the table to keep
   * @param ours names of the result's own columns
   */
  static ModelRows open(
      SparkSession spark, Path model, DataSettings data, List<String> kept, List<String> ours) {
    for (String name : kept) {
      if (ours.stream().anyMatch(name::equalsIgnoreCase)) {
        throw new DataException(
            "Cannot keep column '%s': the result has a column of that name; rename it"
                .formatted(name));
      }
    }
    Checkpoint checkpoint =
        ModelDirectory.at(model.toString(), spark.sparkContext().hadoopConfiguration()).read();
    return new ModelRows(
        checkpoint, ModelTable.open(spark, data, checkpoint.model().table(), kept));
  }
}
