package io.ncsn.sample;

import io.ncsn.channels.MarginalCalibration;
import io.ncsn.data.codec.GivenRow;
import io.ncsn.data.codec.RowWriter;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.Precision;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.noise.Normals;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Draws blocks of samples on executors.
 *
 * @param given cells that all rows are given, exactly or as sets; null: none
 * @param guidance weight of guidance to the given cells; 0: none
 * @param calibration corrects rows that are given no cell; null: none
 * @param interpolation between the noise of two seeds; null: noise of {@code seed}
 * @param blocks all samples, in blocks
 * @param columns draws what stands beside images, which are then given it; null: nothing is drawn
 *     before the rows, but labels
 */
record BlockSampler(
    ModelSpec spec,
    ModelChains chains,
    KernelPlan kernel,
    Precision precision,
    RowWriter writer,
    long seed,
    GivenRow given,
    double guidance,
    MarginalCalibration calibration,
    Interpolation interpolation,
    ChainBlocks blocks,
    ColumnsFirst columns,
    Broadcast<float[]> parameters)
    implements Serializable {
  /**
   * The rows of the blocks {@code numbers}, one block in memory at a time; chains that diverged are
   * left out.
   *
   * @param schema the samples' schema
   * @return one row that is written anew for each sample
   */
  Iterator<InternalRow> sample(List<Integer> numbers, StructType schema) {
    return new SampleRows(
        this, network(), numbers.iterator(), new SpecificInternalRow(schema), true);
  }

  /**
   * The rows of the blocks {@code numbers}, as {@link #sample}.
   *
   * @throws NonFiniteSamplesException from the iterator, at the first block with a chain that
   *     diverged
   */
  Iterator<InternalRow> sampleFinite(List<Integer> numbers, StructType schema) {
    return new SampleRows(
        this, network(), numbers.iterator(), new SpecificInternalRow(schema), false);
  }

  /**
   * The paths of the first {@code chains} chains of block 0, step by step: a row of samples, then
   * the step's number and its noise level. Chains that are not finite are left out.
   *
   * @param schema the trace's schema
   */
  Iterator<InternalRow> trace(int chains, StructType schema) {
    SampleForm form = form();
    List<TraceStep> steps = new ArrayList<>();
    BlockStart start = BlockStart.of(this, network(), 0);
    start
        .sampler()
        .sample(
            normals(0),
            blocks.chains(),
            (sigma, rows) ->
                steps.add(new TraceStep(sigma, Arrays.copyOf(rows, chains * spec.dimension()))));
    float[] before = start.isDrawn() ? start.known() : new float[0];
    return IntStream.range(0, steps.size())
        .boxed()
        .flatMap(step -> steps.get(step).rows(form, before, step, step == steps.size() - 1, schema))
        .iterator();
  }

  private TrainedNetwork network() {
    TrainedNetwork network = spec.trained(parameters.value(), kernel, precision);
    TaskCompletionListener close = context -> network.close();
    TaskContext.get().addTaskCompletionListener(close);
    return network;
  }

  /** Returns this sampler with another seed. */
  BlockSampler with(long other) {
    return new BlockSampler(
        spec,
        chains,
        kernel,
        precision,
        writer,
        other,
        given,
        guidance,
        calibration,
        interpolation,
        blocks,
        columns,
        parameters);
  }

  /** Returns a block's rows in stored form, NaN in those whose chains diverged. */
  float[] block(TrainedNetwork network, int block) {
    BlockStart start = BlockStart.of(this, network, block);
    float[] units = start.sampler().sample(normals(block), blocks.chains(), (sigma, rows) -> {});
    float[] stored = form().stored(units);
    if (start.isDrawn()) {
      DrawnLabels.put(start.known(), stored);
    }
    int width = spec.layout().storedWidth();
    for (int row = 0; row < blocks.chains(); row++) {
      boolean lacksColumns = columns != null && Float.isNaN(start.known()[(row + 1) * width - 1]);
      if (lacksColumns || !isFinite(units, row * spec.dimension(), spec.dimension())) {
        Arrays.fill(stored, row * width, (row + 1) * width, Float.NaN);
      }
    }
    return stored;
  }

  private Normals normals(int block) {
    return interpolation == null
        ? Streams.fillingNormals(Streams.of(seed, Purpose.SAMPLING, block))
        : interpolation.normals(blocks.first(block), spec.dimension());
  }

  /** Returns how chains become rows. */
  SampleForm form() {
    return new SampleForm(spec, writer, seed, given, calibration, interpolation);
  }

  /** Returns whether all numbers of a row are finite. */
  static boolean isFinite(float[] units, int offset, int width) {
    for (int i = offset; i < offset + width; i++) {
      if (!Float.isFinite(units[i])) {
        return false;
      }
    }
    return true;
  }
}
