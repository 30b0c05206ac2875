package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.config.SampleSettings;
import io.ncsn.data.RowDecoder;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Sampling as a map job over blocks of chains, written as Parquet with the input's columns. */
public final class Sampler {
  /** Name of the column that numbers the samples from 0. */
  public static final String ID_COLUMN = "sample_id";

  private static final String JOB_GROUP = "ncsn-sample";

  private final SparkSession spark;
  private final Checkpoint checkpoint;
  private final SampleSettings settings;
  private final KernelChoice kernel;
  private final LangevinSettings langevin;

  /** Draws from {@code checkpoint}'s network, computed by {@code kernel}. */
  public Sampler(
      SparkSession spark, Checkpoint checkpoint, SampleSettings settings, KernelChoice kernel) {
    this.spark = spark;
    this.checkpoint = checkpoint;
    this.settings = settings;
    this.kernel = kernel;
    this.langevin = LangevinSettings.resolve(settings, checkpoint.model().schedule());
  }

  /** T and ε in force. */
  public LangevinSettings langevin() {
    return langevin;
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
    Broadcast<float[]> parameters = context.broadcast(checkpoint.samplingParameters());
    try {
      BlockSampler sampler = blockSampler(parameters);
      List<Long> blocks =
          LongStream.range(0, BlockSampler.blocks(settings.count())).boxed().toList();
      int partitions =
          Math.min(settings.partitions().orElse(context.defaultParallelism()), blocks.size());
      JavaRDD<Row> rows = context.parallelize(blocks, partitions).mapPartitions(sampler::sample);
      spark
          .createDataFrame(rows, RowDecoder.sparkSchema(checkpoint.model().table(), ID_COLUMN))
          .write()
          .mode(SaveMode.ErrorIfExists)
          .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", false)
          .parquet(samples);
    } finally {
      parameters.destroy();
    }
    long missing = settings.count() - spark.read().parquet(samples).count();
    if (missing > 0 && !settings.allowNonFinite()) {
      throw new NonFiniteSamplesException(missing, settings.count(), langevin);
    }
    return missing;
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
        model.schedule(),
        langevin,
        clip(settings, model),
        kernel,
        new RowDecoder(model.table(), model.scaler()),
        settings.seed(),
        settings.count(),
        parameters);
  }
}
