package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.Kernels;
import io.ncsn.network.ModelSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.waves.WaveOutput;
import io.ncsn.waves.WaveTarget;
import io.ncsn.waves.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Sampling as a map job over blocks of chains, written as Parquet with the input's columns. */
public final class Sampler {
  private static final String JOB_GROUP = "ncsn-sample";

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Checkpoint checkpoint;
  private final SampleSettings settings;
  private final SampleRecipe recipe;

  /**
   * Draws from {@code checkpoint}'s network, computed by {@code kernel}.
   *
   * @throws io.ncsn.config.ConfigException where a setting does not fit the model
   */
  public Sampler(
      SparkSession spark, Checkpoint checkpoint, SampleSettings settings, KernelPlan kernel) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.checkpoint = checkpoint;
    this.settings = settings;
    this.recipe = SampleRecipe.of(checkpoint, settings, kernel);
  }

  /**
   * The result of sampling.
   *
   * @param rows number of rows written
   * @param nonFinite number of chains that diverged and were left out
   * @param seconds duration of the waves
   */
  public record Drawn(long rows, long nonFinite, double seconds) {}

  /**
   * Checks that a model of these columns and levels can be sampled.
   *
   * @throws io.ncsn.config.ConfigException where a setting does not fit the levels or the network
   * @throws io.ncsn.data.codec.DataException where a column has a name that samples need
   */
  public static void check(
      RowCodec codec, SampleSettings settings, NoiseSchedule levels, ModelSpec network) {
    OwnColumns.requireOthers(codec, settings);
    SamplingMethod method = settings.methodFor(network, levels);
    Conditions.of(codec, network, settings, method);
    SamplingPlan.resolve(method, levels);
    Kernels.requirePrecision(network, settings.precision());
  }

  /** Returns the method that the settings choose, with what they leave open. */
  public SamplingMethod chosen() {
    return settings.methodFor(checkpoint.model().network(), plan().levels());
  }

  /** The sampler and its settings in force. */
  public SamplingPlan plan() {
    return recipe.chains().plan();
  }

  /**
   * Writes the {@code sample.count} rows to {@code target}, without its {@code _SUCCESS}, or those
   * that an earlier call which was stopped did not. The rows are a function of model, settings and
   * seed; partitions and waves only cut them into files.
   *
   * @throws NonFiniteSamplesException if chains diverged and the settings do not allow it; the rows
   *     written stay
   */
  public Drawn write(WaveTarget target) {
    context.setJobGroup(JOB_GROUP, "Sample " + settings.count() + " rows", true);
    Written written =
        withSampler(
            sampler ->
                new WaveOutput(spark, target, settings.partitions())
                    .write(job(sampler), this::requireFinite));
    return new Drawn(written.rows(), settings.count() - written.rows(), written.seconds());
  }

  /**
   * The {@code sample.count} rows as a Dataset, which draws them each time that it is computed: the
   * same rows as {@link #write} writes. A chain that diverges fails the computation with {@link
   * NonFiniteSamplesException}, or is left out if the settings allow that.
   */
  public Dataset<Row> rows() {
    BlockSampler sampler = recipe.sampler(context.broadcast(checkpoint.samplingParameters()));
    List<Integer> blocks = sampler.blocks().numbers();
    int tasks = settings.partitions().orElse(context.defaultParallelism());
    boolean partial = settings.allowNonFinite();
    StructType schema = schema();
    JavaRDD<InternalRow> rows =
        context
            .parallelize(blocks, Math.min(tasks, blocks.size()))
            .mapPartitions(
                numbers -> {
                  List<Integer> mine = new ArrayList<>();
                  numbers.forEachRemaining(mine::add);
                  return partial
                      ? sampler.sample(mine, schema)
                      : sampler.sampleFinite(mine, schema);
                });
    return spark.internalCreateDataFrame(rows.rdd(), schema, false);
  }

  private SampleJob job(BlockSampler sampler) {
    return new SampleJob(context, sampler, schema(), recipe.identity());
  }

  private StructType schema() {
    return OwnColumns.schema(checkpoint.model(), settings);
  }

  /** Chains of the committed blocks that left no row diverged. */
  private void requireFinite(Written progress) {
    long chains = recipe.blocks().rowsOf(progress.blocks());
    long missing = chains - progress.rows();
    if (missing > 0 && !settings.allowNonFinite()) {
      throw new NonFiniteSamplesException(missing, chains, plan());
    }
  }

  /**
   * Writes the whole paths of the first {@code sample.trace} samples to the directory {@code
   * trace}, over an earlier trace: the samples' columns, the step from 0, and its noise level (0
   * for the sample itself).
   */
  public void writeTrace(String trace) {
    int chains = (int) Math.min(settings.trace(), settings.count());
    context.setJobGroup(JOB_GROUP, "Trace " + chains + " chains", true);
    StructType schema =
        schema()
            .add(OwnColumns.STEP, DataTypes.IntegerType, false)
            .add(OwnColumns.SIGMA, DataTypes.DoubleType, false);
    withSampler(
        sampler -> {
          JavaRDD<InternalRow> paths =
              context.parallelize(List.of(chains), 1).flatMap(n -> sampler.trace(n, schema));
          spark
              .internalCreateDataFrame(paths.rdd(), schema, false)
              .write()
              .mode(SaveMode.Overwrite)
              .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", false)
              .parquet(trace);
          return chains;
        });
  }

  private <T> T withSampler(Function<BlockSampler, T> work) {
    Broadcast<float[]> parameters = context.broadcast(checkpoint.samplingParameters());
    try {
      return work.apply(recipe.sampler(parameters));
    } finally {
      parameters.destroy();
    }
  }
}
