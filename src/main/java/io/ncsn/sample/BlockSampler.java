package io.ncsn.sample;

import io.ncsn.channels.MarginalCalibration;
import io.ncsn.data.codec.GivenRow;
import io.ncsn.data.codec.RowWriter;
import io.ncsn.network.GivenCells;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.MixedSpec;
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
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
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
    return new SampleRows(network(), numbers.iterator(), new SpecificInternalRow(schema), true);
  }

  /**
   * The rows of the blocks {@code numbers}, as {@link #sample}.
   *
   * @throws NonFiniteSamplesException from the iterator, at the first block with a chain that
   *     diverged
   */
  Iterator<InternalRow> sampleFinite(List<Integer> numbers, StructType schema) {
    return new SampleRows(network(), numbers.iterator(), new SpecificInternalRow(schema), false);
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
    Known known = known(network(), 0);
    known
        .sampler()
        .sample(
            normals(0),
            blocks.chains(),
            (sigma, rows) ->
                steps.add(new TraceStep(sigma, Arrays.copyOf(rows, chains * spec.dimension()))));
    float[] before = known.isDrawn() ? known.stored() : new float[0];
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

  /**
   * A block's sampler, and what is known of its rows before.
   *
   * @param stored stored rows, NaN where a cell is not known
   * @param isDrawn whether rows have cells of their own in it, drawn before them
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
  private record Known(ChainSampler sampler, float[] stored, boolean isDrawn) {}

  private Known known(TrainedNetwork network, int block) {
    boolean first = columns != null || drawsLabels();
    if (!first && given == null) {
      return new Known(
          chains.over(calibration == null ? network : calibration.over(network)),
          new float[0],
          false);
    }
    MixedScoreNetwork mixed = (MixedScoreNetwork) network;
    UniformRandomProvider random = cellStream(block);
    float[] stored;
    if (columns != null) {
      stored = columns.rows(mixed.columns(), spec.layout(), block, interpolation);
    } else {
      stored = given == null ? labels(random) : given(mixed, block);
    }
    GivenCells cells = chains.given(mixed, stored, blocks.chains(), random).guided(guidance);
    return new Known(chains.over(cells), stored, first);
  }

  /** Returns whether rows are images whose labels are drawn before them. */
  private boolean drawsLabels() {
    return given == null && spec instanceof MixedSpec images && images.drawsLabels();
  }

  /**
   * Draws the labels of a block. Between two seeds all images have the label of the first seed's
   * first sample, so that they change with the noise alone.
   *
   * @return stored rows, NaN where there is no label
   */
  private float[] labels(UniformRandomProvider random) {
    return interpolation == null
        ? DrawnLabels.rows(spec.layout(), blocks.chains(), random)
        : DrawnLabels.alike(
            spec.layout(),
            blocks.chains(),
            Streams.of(interpolation.firstSeed(), Purpose.GIVEN_CELLS, 0));
  }

  private UniformRandomProvider cellStream(int block) {
    return Streams.of(seed, Purpose.GIVEN_CELLS, block);
  }

  /** Returns stored rows that are given the same cells. */
  private float[] given(MixedScoreNetwork network, int block) {
    if (!given.sets().isEmpty()) {
      return new DrawnSets(chains, given, seed).rows(network, block, blocks.chains());
    }
    float[] stored = new float[blocks.chains() * given.stored().length];
    for (int row = 0; row < blocks.chains(); row++) {
      System.arraycopy(
          given.stored(), 0, stored, row * given.stored().length, given.stored().length);
    }
    return stored;
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
    Known known = known(network, block);
    float[] units = known.sampler().sample(normals(block), blocks.chains(), (sigma, rows) -> {});
    float[] stored = form().stored(units);
    if (known.isDrawn()) {
      DrawnLabels.put(known.stored(), stored);
    }
    int width = spec.layout().storedWidth();
    for (int row = 0; row < blocks.chains(); row++) {
      boolean lacksColumns = columns != null && Float.isNaN(known.stored()[(row + 1) * width - 1]);
      if (lacksColumns || !isFinite(units, row * spec.dimension())) {
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
  private SampleForm form() {
    return new SampleForm(spec, writer, seed, given, calibration, interpolation);
  }

  private boolean isFinite(float[] units, int offset) {
    return isFinite(units, offset, spec.dimension());
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

  /** Samples one by one, without a list of a block's rows. */
  private final class SampleRows implements Iterator<InternalRow> {
    private final TrainedNetwork network;
    private final Iterator<Integer> numbers;
    private final InternalRow row;
    private final boolean partial;
    private final SampleForm form = form();
    private float[] stored = new float[0];
    private long first;
    private int chain;
    private int end;

    SampleRows(
        TrainedNetwork network, Iterator<Integer> numbers, InternalRow row, boolean partial) {
      this.partial = partial;
      this.network = network;
      this.numbers = numbers;
      this.row = row;
    }

    @Override
    public boolean hasNext() {
      while (chain < end && !isFinite(chain)) {
        chain++;
      }
      if (chain < end) {
        return true;
      }
      if (!numbers.hasNext()) {
        return false;
      }
      nextBlock(numbers.next());
      return hasNext();
    }

    private void nextBlock(int block) {
      stored = block(network, block);
      first = blocks.first(block);
      chain = 0;
      end = blocks.rows(block);
      if (!partial) {
        requireFinite();
      }
    }

    private boolean isFinite(int row) {
      return !Float.isNaN(stored[row * spec.layout().storedWidth()]);
    }

    private void requireFinite() {
      long missing = IntStream.range(0, end).filter(i -> !isFinite(i)).count();
      if (missing > 0) {
        throw new NonFiniteSamplesException(missing, end, chains.plan());
      }
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      form.write(first + chain, stored, chain, row, true);
      chain++;
      return row;
    }
  }
}
