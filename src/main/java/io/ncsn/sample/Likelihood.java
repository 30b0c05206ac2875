package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.network.KernelPlan;
import io.ncsn.waves.WaveTarget;
import io.ncsn.waves.Written;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Log-densities of a table's rows under a model: a map job. */
public final class Likelihood {
  /**
   * log p of the row, in nats and data units; null where a cell holds no finite number. For mixed
   * rows it is a lower bound of the log-probability, and also null where the model knows no such
   * cell.
   */
  public static final String LOG_DENSITY = "log_density";

  /** Standard error of {@link #LOG_DENSITY} over the random vectors; only where it is estimated. */
  public static final String ERROR = "log_density_error";

  /** Number of random vectors; only where the density is estimated. */
  public static final String PROBES = "log_density_probes";

  /** −log₂ p per column, of dequantised values; only for grey levels. */
  public static final String BITS = "bits_per_dimension";

  /** log p by steps half as long; only of {@link #check}. */
  public static final String FINER = "finer_log_density";

  /** Whether a row's steps were its own; only of {@link #check}. */
  public static final String OWN_STEPS = "own_steps";

  private final SparkSession spark;
  private final Checkpoint checkpoint;
  private final LikelihoodPlan plan;
  private final KernelPlan kernel;

  /** Under {@code checkpoint}'s network, computed by {@code kernel}. */
  public Likelihood(
      SparkSession spark, Checkpoint checkpoint, LikelihoodPlan plan, KernelPlan kernel) {
    this.spark = spark;
    this.checkpoint = checkpoint;
    this.plan = plan;
    this.kernel = kernel;
  }

  /** Names that no kept column may have. */
  public static List<String> columns() {
    return List.of(LOG_DENSITY, ERROR, PROBES, BITS);
  }

  /**
   * Writes the kept columns and the density of every row to {@code target}, as Parquet and without
   * its {@code _SUCCESS}, or of those rows that an earlier call which was stopped did not.
   *
   * @param rows columns to keep, then an array of the model's numbers
   */
  public Written write(Dataset<Row> rows, WaveTarget target) {
    JavaSparkContext.fromSparkContext(spark.sparkContext())
        .setJobGroup("ncsn-likelihood", "Log-densities", true);
    return new TableJob(spark, checkpoint, kernel)
        .write(rows, schema(), plan.read(), compute(), target);
  }

  /**
   * The kept columns and the density of every row, as a Dataset that finds the densities each time
   * that it is computed: the same values as {@link #write} writes.
   *
   * @param rows columns to keep, then an array of the model's numbers
   */
  public Dataset<Row> rows(Dataset<Row> rows) {
    return new TableJob(spark, checkpoint, kernel).rows(rows, schema(), compute());
  }

  /**
   * How each row's density compares with that of steps half as long, or of half the tolerance:
   * {@link #LOG_DENSITY}, {@link #FINER}, and {@link #OWN_STEPS}. Only of rows of numbers.
   *
   * @param rows an array of the model's numbers
   */
  public Dataset<Row> check(Dataset<Row> rows) {
    StructType schema =
        new StructType()
            .add(LOG_DENSITY, DataTypes.DoubleType, true)
            .add(FINER, DataTypes.DoubleType, true)
            .add(OWN_STEPS, DataTypes.BooleanType, false);
    return new TableJob(spark, checkpoint, kernel)
        .rows(rows, schema, new BlockDensityCheck(ofNumbers(plan), ofNumbers(plan.finer())));
  }

  /** The density alone, as a column that {@link RowsInPlace} adds. */
  public AddedColumn column(String name) {
    return new AddedColumn(
        DataTypes.createStructField(name, DataTypes.DoubleType, true), compute(), 0);
  }

  /**
   * The latent codes of rows of numbers, as a column that {@link RowsInPlace} adds: arrays of
   * doubles.
   */
  public AddedColumn codes(String name) {
    return BlockCodes.column(checkpoint.model(), plan.tolerance(), name, false);
  }

  /**
   * Where the flow takes the latent codes back, as a column that {@link RowsInPlace} adds: arrays
   * of doubles in the table's units, which differ from the rows by the errors of the integration.
   */
  public AddedColumn reconstructions(String name) {
    return BlockCodes.column(checkpoint.model(), plan.tolerance(), name, true);
  }

  private RowColumns.Compute compute() {
    ModelDescription model = checkpoint.model();
    if (model.isMixed()) {
      return new BlockMixedLikelihood(model.schedule(), model.codec(), plan);
    }
    return ofNumbers(plan);
  }

  private BlockLikelihood ofNumbers(LikelihoodPlan plan) {
    ModelDescription model = checkpoint.model();
    return new BlockLikelihood(model.schedule(), Prior.of(model.ranges()), model.scaler(), plan);
  }

  private StructType schema() {
    StructType schema = new StructType().add(LOG_DENSITY, DataTypes.DoubleType, true);
    if (!plan.exact()) {
      schema =
          schema.add(ERROR, DataTypes.DoubleType, true).add(PROBES, DataTypes.IntegerType, false);
    }
    return plan.quantised() ? schema.add(BITS, DataTypes.DoubleType, true) : schema;
  }
}
