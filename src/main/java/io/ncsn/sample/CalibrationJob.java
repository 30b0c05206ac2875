package io.ncsn.sample;

import io.ncsn.channels.ChannelReader;
import io.ncsn.channels.MarginalCalibration;
import io.ncsn.channels.MarginalCounts;
import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.Precision;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Calibrates a trained model of mixed rows: draws rows, counts them, and corrects what is drawn too
 * often or too seldom. It does this twice, because a correction of one column moves others.
 */
public final class CalibrationJob {
  private static final int PASSES = 2;
  private static final long MOST_ROWS = 65_536;
  private static final long ROWS_PER_TRAINING_ROW = 8;
  private static final int STEPS = 20;

  /** Makes the calibration cost less than half of the training. */
  private static final long VISITS_PER_ROW = 32;

  private CalibrationJob() {}

  /**
   * Returns the number of rows to draw in a pass.
   *
   * @param asked {@code train.calibration-rows}
   * @param rows number of training rows
   * @param visited number of rows in the minibatches of the training
   */
  public static int rows(OptionalInt asked, long rows, long visited) {
    long affordable = visited / VISITS_PER_ROW;
    return asked.orElse(
        (int) Math.min(MOST_ROWS, Math.min(ROWS_PER_TRAINING_ROW * rows, affordable)));
  }

  /**
   * Returns the checkpoint with its calibration. The result is a function of the checkpoint and the
   * seed; partitions do not matter.
   *
   * @param checkpoint the checkpoint of a model of mixed rows
   * @param rows number of rows to draw in a pass, at least 1; rounded up to whole blocks
   */
  public static Checkpoint calibrated(
      JavaSparkContext spark, Checkpoint checkpoint, int rows, long seed, KernelPlan kernel) {
    MixedSpec spec = (MixedSpec) checkpoint.model().network();
    spark.setJobGroup("ncsn-train", "Calibration by " + rows + " samples", true);
    MarginalCalibration calibration = MarginalCalibration.none(spec.layout());
    Broadcast<float[]> parameters = spark.broadcast(checkpoint.samplingParameters());
    try {
      for (int pass = 0; pass < PASSES; pass++) {
        Pass drawn = Pass.of(checkpoint.model(), calibration, seed, pass, kernel, parameters);
        calibration =
            new MarginalCounts(spec.layout(), drawn.counts(spark, rows)).after(calibration);
      }
    } finally {
      parameters.destroy();
    }
    return checkpoint.with(Checkpoint.CALIBRATION, calibration.values());
  }

  /** A pass: what executors need to draw and count blocks of rows. */
  private record Pass(
      MixedSpec spec,
      ModelChains chains,
      MarginalCalibration calibration,
      long seed,
      int number,
      KernelPlan kernel,
      Broadcast<float[]> parameters)
      implements Serializable {

    static Pass of(
        ModelDescription model,
        MarginalCalibration calibration,
        long seed,
        int number,
        KernelPlan kernel,
        Broadcast<float[]> parameters) {
      ModelChains chains = ModelChains.by(new DpmSolver(STEPS), model);
      return new Pass(
          (MixedSpec) model.network(), chains, calibration, seed, number, kernel, parameters);
    }

    long[] counts(JavaSparkContext spark, int rows) {
      ChainBlocks blocks = ChainBlocks.of(spec, rows);
      return spark
          .parallelize(blocks.numbers(), Math.min(blocks.number(), spark.defaultParallelism()))
          .mapPartitions(mine -> List.of(counts(mine, blocks.chains())).iterator())
          .treeReduce(Pass::sum); // not all at the driver: wide tables have millions of counts
    }

    private static long[] sum(long[] some, long[] others) {
      long[] sum = some.clone();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += others[i];
      }
      return sum;
    }

    private long[] counts(Iterator<Integer> blocks, int rows) {
      MarginalCounts counts = new MarginalCounts(spec.layout());
      ChannelReader reader = new ChannelReader(spec.layout());
      float[] stored = new float[rows * spec.layout().storedWidth()];
      try (TrainedNetwork network = spec.trained(parameters.value(), kernel, Precision.FLOAT32)) {
        ChainSampler sampler = chains.over(calibration.over(network));
        while (blocks.hasNext()) {
          float[] channels =
              sampler.sample(Streams.of(seed, Purpose.CALIBRATION, number, blocks.next()), rows);
          int finite = keepFinite(channels, spec.dimension());
          reader.read(channels, finite, stored);
          counts.add(stored, finite);
        }
      }
      return counts.counts();
    }
  }

  /**
   * Moves the rows of a block that are finite to its front, because samples leave out the others.
   *
   * @param channels row-major [rows, width]; changed in place
   * @return number of finite rows
   */
  static int keepFinite(float[] channels, int width) {
    int kept = 0;
    for (int from = 0; from < channels.length; from += width) {
      if (BlockSampler.isFinite(channels, from, width)) {
        System.arraycopy(channels, from, channels, kept * width, width);
        kept++;
      }
    }
    return kept;
  }
}
