package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.config.SampleSettings;
import io.ncsn.data.RowDecoder;
import io.ncsn.data.TableSchema;
import io.ncsn.noise.NoiseSchedule;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Sampling as a map job over blocks of chains, written as Parquet with the input's columns. */
public final class Sampler {
  /** Name of the column that numbers the samples from 0. */
  public static final String ID_COLUMN = "sample_id";

  /** Names of the further columns of a trace. */
  public static final String STEP_COLUMN = "trace_step";

  public static final String SIGMA_COLUMN = "trace_sigma";

  private static final String JOB_GROUP = "ncsn-sample";

  private final SparkSession spark;
  private final Checkpoint checkpoint;
  private final SampleSettings settings;
  private final KernelChoice kernel;
  private final SamplingPlan plan;

  /** Draws from {@code checkpoint}'s network, computed by {@code kernel}. */
  public Sampler(
      SparkSession spark, Checkpoint checkpoint, SampleSettings settings, KernelChoice kernel) {
    this.spark = spark;
    this.checkpoint = checkpoint;
    this.settings = settings;
    this.kernel = kernel;
    this.plan = SamplingPlan.resolve(settings, checkpoint.model().schedule());
  }

  /**
   * Checks that a model of these columns and levels can be sampled.
   *
   * @throws io.ncsn.config.ConfigException where a setting does not fit the levels
   * @throws io.ncsn.data.DataException where a column has a name that samples need
   */
  public static void check(TableSchema table, SampleSettings settings, NoiseSchedule levels) {
    RowDecoder.sparkSchema(table, ID_COLUMN);
    SamplingPlan.resolve(settings, levels);
  }

  /** The sampler and its settings in force. */
  public SamplingPlan plan() {
    return plan;
  }

  /**
   * Writes {@code sample.count} rows to the directory {@code samples}, without its {@code
   * _SUCCESS}. The rows are a function of model, settings and seed; partitions only cut them into
   * files.
   *
   * @return chains that diverged and were left out
   * @throws NonFiniteSamplesException if there are any and the settings do not allow it; the rows
   *     written stay
   */
  public long write(String samples) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setJobGroup(JOB_GROUP, "Sample " + settings.count() + " rows", true);
    List<Long> blocks = LongStream.range(0, BlockSampler.blocks(settings.count())).boxed().toList();
    int partitions =
        Math.min(settings.partitions().orElse(context.defaultParallelism()), blocks.size());
    withSampler(
        context,
        sampler ->
            save(
                context.parallelize(blocks, partitions).mapPartitions(sampler::sample),
                sampleSchema(),
                samples));
    long missing = settings.count() - spark.read().parquet(samples).count();
    if (missing > 0 && !settings.allowNonFinite()) {
      throw new NonFiniteSamplesException(missing, settings.count(), plan);
    }
    return missing;
  }

  /**
   * Writes the whole paths of the first {@code sample.trace} samples to the directory {@code
   * trace}: the samples' columns, the step from 0, and its noise level (0 for the sample itself).
   */
  public void writeTrace(String trace) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int chains = (int) Math.min(settings.trace(), settings.count());
    context.setJobGroup(JOB_GROUP, "Trace " + chains + " chains", true);
    StructType schema =
        sampleSchema()
            .add(STEP_COLUMN, DataTypes.IntegerType, false)
            .add(SIGMA_COLUMN, DataTypes.DoubleType, false);
    withSampler(
        context,
        sampler ->
            save(context.parallelize(List.of(chains), 1).flatMap(sampler::trace), schema, trace));
  }

  private StructType sampleSchema() {
    return RowDecoder.sparkSchema(checkpoint.model().table(), ID_COLUMN);
  }

  private void withSampler(JavaSparkContext context, Consumer<BlockSampler> work) {
    Broadcast<float[]> parameters = context.broadcast(checkpoint.samplingParameters());
    try {
      work.accept(blockSampler(parameters));
    } finally {
      parameters.destroy();
    }
  }

  private void save(JavaRDD<Row> rows, StructType schema, String directory) {
    spark
        .createDataFrame(rows, schema)
        .write()
        .mode(SaveMode.ErrorIfExists)
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", false)
        .parquet(directory);
  }

  /** What {@code sample.clip-denoised} asks for. */
  public static DenoisedClip clip(SampleSettings settings, ModelDescription model) {
    return settings.clipDenoised()
        ? DenoisedClip.to(model.ranges())
        : DenoisedClip.none(model.network().dimension());
  }

  private BlockSampler blockSampler(Broadcast<float[]> parameters) {
    ModelDescription model = checkpoint.model();
    return new BlockSampler(
        model.network(),
        plan,
        clip(settings, model),
        kernel,
        new RowDecoder(model.table(), model.scaler()),
        settings.seed(),
        settings.count(),
        parameters);
  }
}
