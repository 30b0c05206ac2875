package io.ncsn.job;

import io.ncsn.data.read.Interpreted;
import io.ncsn.sample.Likelihood;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The log-densities that were written, summed by one Spark job that plans no aggregation. The order
 * of the files, and so the sum's last digits, is Spark's.
 *
 * @param rows number of those that are there and not −∞
 * @param sum their sum, in nats
 */
record DensityMean(long rows, double sum) implements Serializable {
  /** Reads the Parquet files in {@code directory}. */
  static DensityMean of(SparkSession spark, String directory) {
    return Interpreted.session(spark)
        .read()
        .schema(new StructType().add(Likelihood.LOG_DENSITY, DataTypes.DoubleType))
        .parquet(directory)
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(rows -> List.of(of(rows)).iterator())
        .collect()
        .stream()
        .reduce(new DensityMean(0, 0), DensityMean::and);
  }

  private static DensityMean of(Iterator<InternalRow> densities) {
    long rows = 0;
    double sum = 0;
    while (densities.hasNext()) {
      InternalRow row = densities.next();
      if (!row.isNullAt(0) && row.getDouble(0) != Double.NEGATIVE_INFINITY) {
        rows++;
        sum += row.getDouble(0);
      }
    }
    return new DensityMean(rows, sum);
  }

  private DensityMean and(DensityMean later) {
    return new DensityMean(rows + later.rows, sum + later.sum);
  }

  /** Their mean; empty if there are none. */
  OptionalDouble mean() {
    return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / rows);
  }
}
