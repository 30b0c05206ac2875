package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.NetworkSettings.KernelChoice;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Log-densities of a table's rows under a model: a map job. */
public final class Likelihood {
  /** log p of the row, in nats and data units; null where a cell holds no finite number. */
  public static final String LOG_DENSITY = "log_density";

  /** Standard error of {@link #LOG_DENSITY} over the random vectors; only where it is estimated. */
  public static final String ERROR = "log_density_error";

  /** Number of random vectors; only where the density is estimated. */
  public static final String PROBES = "log_density_probes";

  private final SparkSession spark;
  private final Checkpoint checkpoint;
  private final LikelihoodPlan plan;
  private final KernelChoice kernel;

  /** Under {@code checkpoint}'s network, computed by {@code kernel}. */
  public Likelihood(
      SparkSession spark, Checkpoint checkpoint, LikelihoodPlan plan, KernelChoice kernel) {
    this.spark = spark;
    this.checkpoint = checkpoint;
    this.plan = plan;
    this.kernel = kernel;
  }

  /**
   * Writes the kept columns and the density of every row to the directory {@code output}, as
   * Parquet.
   *
   * @param rows columns to keep, then an array of the model's numbers
   */
  public void write(Dataset<Row> rows, String output) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setJobGroup("ncsn-likelihood", "Log-densities", true);
    Broadcast<float[]> parameters = context.broadcast(checkpoint.samplingParameters());
    try {
      ModelDescription model = checkpoint.model();
      BlockLikelihood blocks =
          new BlockLikelihood(
              model.network(), model.schedule(), model.scaler(), plan, kernel, parameters);
      JavaRDD<Row> scored = rows.toJavaRDD().mapPartitions(blocks::of);
      spark
          .createDataFrame(scored, schema(rows.schema()))
          .write()
          .mode(SaveMode.ErrorIfExists)
          .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", false)
          .parquet(output);
    } finally {
      parameters.destroy();
    }
  }

  private StructType schema(StructType rows) {
    StructType schema = new StructType();
    for (int i = 0; i < rows.size() - 1; i++) {
      schema = schema.add(rows.apply(i));
    }
    schema = schema.add(LOG_DENSITY, DataTypes.DoubleType, true);
    return plan.exact()
        ? schema
        : schema.add(ERROR, DataTypes.DoubleType, true).add(PROBES, DataTypes.IntegerType, false);
  }
}
