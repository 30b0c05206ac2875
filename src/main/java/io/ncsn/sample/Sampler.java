package io.ncsn.sample;

import io.ncsn.channels.MarginalCalibration;
import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.Choice;
import io.ncsn.data.codec.GivenRow;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowWriter;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.Kernels;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.Precision;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.waves.WaveOutput;
import io.ncsn.waves.WaveTarget;
import io.ncsn.waves.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
  private final KernelPlan kernel;
  private final ModelChains chains;
  private final GivenRow given;

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
    this.kernel = kernel;
    Kernels.requirePrecision(kernel.kernel(), checkpoint.model().network(), settings.precision());
    this.chains = ModelChains.of(checkpoint.model(), settings);
    OwnColumns.requireRoom(
        OwnColumns.ids(checkpoint.model().codec().columns()), settings.count(), "sample.count");
    this.given =
        given(checkpoint.model().codec(), checkpoint.model().network(), settings, plan().method());
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
   * @param kernel resolved
   * @throws io.ncsn.config.ConfigException where a setting does not fit the levels or the network
   * @throws io.ncsn.data.codec.DataException where a column has a name that samples need
   */
  public static void check(
      RowCodec codec,
      SampleSettings settings,
      NoiseSchedule levels,
      ModelSpec network,
      KernelChoice kernel) {
    OwnColumns.requireOthers(codec, settings);
    SamplingMethod method = settings.methodFor(network, levels);
    given(codec, network, settings, method);
    SamplingPlan.resolve(method, levels);
    Kernels.requirePrecision(kernel, network, settings.precision());
  }

  private static GivenRow given(
      RowCodec codec, ModelSpec network, SampleSettings settings, SamplingMethod method) {
    boolean drawsBefore =
        network instanceof MixedSpec mixed && (mixed.drawsLabels() || mixed.drawsColumns());
    if (settings.where().isEmpty() && drawsBefore) {
      Conditions.requireGuidanceBy(method, settings);
      return null;
    }
    if (settings.where().isEmpty()) {
      Conditions.requireNoGuidance(settings, "no cell is given; set sample.where, or leave it out");
      return null;
    }
    Conditions.requireGuidanceBy(method, settings);
    return settings.interpolate().isEmpty()
        ? Conditions.read(codec, network, method, settings.where())
        : Conditions.readBetweenSeeds(codec, network, method, settings.where());
  }

  /** Returns the method that the settings choose, with what they leave open. */
  public SamplingMethod chosen() {
    return settings.methodFor(checkpoint.model().network(), plan().levels());
  }

  /** The sampler and its settings in force. */
  public SamplingPlan plan() {
    return chains.plan();
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
    BlockSampler sampler = blockSampler(context.broadcast(checkpoint.samplingParameters()));
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
    return new SampleJob(context, sampler, schema(), identity());
  }

  private StructType schema() {
    return OwnColumns.schema(checkpoint.model(), settings);
  }

  private SortedMap<String, String> identity() {
    SortedMap<String, String> identity = new TreeMap<>(plan().settings());
    identity.put("model", ModelFingerprint.of(checkpoint));
    identity.put("sample.count", Long.toString(settings.count()));
    if (!blocks().usual()) {
      identity.put("rows-of-a-block", Integer.toString(blocks().chains()));
    }
    identity.put("sample.seed", Long.toString(settings.seed()));
    checkpoint
        .model()
        .besideImages()
        .map(columns -> ModelChains.of(columns, settings).plan().settings())
        .ifPresent(columns -> identity.put("columns", columns.toString()));
    if (given != null) {
      identity.put(SampleSettings.WHERE, Conditions.text(settings.where()));
    }
    Conditions.identifyGuidance(settings, identity);
    identity.put("sample.interpolate", settings.interpolate().toString());
    identity.put("sample.clip-denoised", Boolean.toString(settings.clipDenoised()));
    identity.put("sample.precision", Choice.name(settings.precision()));
    identity.put("network.kernel", Choice.name(kernel.kernel()));
    return identity;
  }

  /** Chains of the committed blocks that left no row diverged. */
  private void requireFinite(Written progress) {
    long chains = blocks().rowsOf(progress.blocks());
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
      return work.apply(blockSampler(parameters));
    } finally {
      parameters.destroy();
    }
  }

  private BlockSampler blockSampler(Broadcast<float[]> parameters) {
    ModelDescription model = checkpoint.model();
    return new BlockSampler(
        model.network(),
        chains,
        kernel,
        settings.precision(),
        new RowWriter(model.codec()),
        settings.seed(),
        given,
        settings.guidance(),
        given == null ? calibration() : null,
        interpolation(),
        blocks(),
        model.besideImages().map(this::columns).orElse(null),
        parameters);
  }

  /** Returns what draws the columns beside images. */
  private ColumnsFirst columns(ModelDescription model) {
    ModelChains ofColumns = ModelChains.of(model, settings);
    GivenRow conditions =
        settings.where().isEmpty()
            ? null
            : Conditions.read(
                model.codec(), model.network(), ofColumns.plan().method(), settings.where());
    return new ColumnsFirst(
        new BlockSampler(
            model.network(),
            ofColumns,
            kernel,
            Precision.FLOAT32,
            new RowWriter(model.codec()),
            ColumnsFirst.seed(settings.seed()),
            conditions,
            0,
            null,
            null,
            blocks(),
            null,
            null));
  }

  private ChainBlocks blocks() {
    return ChainBlocks.of(checkpoint.model().network(), settings.count());
  }

  private MarginalCalibration calibration() {
    float[] values = checkpoint.vectors().get(Checkpoint.CALIBRATION);
    return values == null
        ? null
        : MarginalCalibration.of(checkpoint.model().network().layout(), values);
  }

  private Interpolation interpolation() {
    List<Long> seeds = settings.interpolate();
    return seeds.isEmpty() ? null : new Interpolation(seeds.get(0), seeds.get(1), settings.count());
  }
}
