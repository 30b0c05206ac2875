package io.ncsn.sample;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
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
import java.util.stream.Stream;
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
    sampler(network(), 0)
        .sample(
            normals(0),
            blocks.chains(),
            (sigma, rows) ->
                steps.add(new TraceStep(sigma, Arrays.copyOf(rows, chains * spec.dimension()))));
    return IntStream.range(0, steps.size())
        .boxed()
        .flatMap(step -> steps.get(step).rows(form, step, step == steps.size() - 1, schema))
        .iterator();
  }

  /** A step of some chains: its noise level, and their channels after it. */
  private record TraceStep(double sigma, float[] channels) {

    /** Returns the rows of the chains that are finite. Only the last step's are samples. */
    Stream<InternalRow> rows(SampleForm form, int step, boolean last, StructType schema) {
      float[] stored = last ? form.stored(channels) : form.read(channels);
      int width = form.spec().dimension();
      return IntStream.range(0, channels.length / width)
          .filter(chain -> isFinite(channels, chain * width, width))
          .mapToObj(
              chain -> {
                SpecificInternalRow row = new SpecificInternalRow(schema);
                int at = form.write(chain, stored, chain, row, last);
                row.setInt(at, step);
                row.setDouble(at + 1, sigma);
                return row;
              });
    }
  }

  private TrainedNetwork network() {
    TrainedNetwork network = spec.trained(parameters.value(), kernel, precision);
    TaskCompletionListener close = context -> network.close();
    TaskContext.get().addTaskCompletionListener(close);
    return network;
  }

  /** Returns the sampler of a block. */
  private ChainSampler sampler(TrainedNetwork network, int block) {
    if (given != null) {
      return chains.over(given((MixedScoreNetwork) network, block));
    }
    if (spec instanceof MixedSpec images && images.drawsLabels()) {
      return chains.over(labelled((MixedScoreNetwork) network, images, block));
    }
    return chains.over(calibration == null ? network : calibration.over(network));
  }

  /**
   * Returns the score of a block of images whose categories are drawn first, as often as the
   * training rows have them. The images are then drawn given their categories.
   */
  private GivenCells labelled(MixedScoreNetwork network, MixedSpec images, int block) {
    ChannelLayout layout = images.layout();
    UniformRandomProvider random = Streams.of(seed, Purpose.GIVEN_CELLS, block);
    float[] stored = new float[blocks.chains() * layout.storedWidth()];
    Arrays.fill(stored, Float.NaN);
    for (int row = 0; row < blocks.chains(); row++) {
      for (int group = 0; group < layout.columns(); group++) {
        if (layout.groups().get(group) instanceof Codes codes) {
          int at = row * layout.storedWidth() + layout.storedOffset(group);
          stored[at] = codes.draw(random.nextDouble());
        }
      }
    }
    return chains.given(network, stored, blocks.chains(), random).guided(guidance);
  }

  /** Returns the score of a block of rows that are given the same cells. */
  private GivenCells given(MixedScoreNetwork network, int block) {
    float[] stored = new float[blocks.chains() * given.stored().length];
    for (int row = 0; row < blocks.chains(); row++) {
      System.arraycopy(
          given.stored(), 0, stored, row * given.stored().length, given.stored().length);
    }
    if (!given.sets().isEmpty()) {
      stored = new DrawnSets(chains, given, seed).rows(network, block, blocks.chains());
    }
    return chains
        .given(network, stored, blocks.chains(), Streams.of(seed, Purpose.GIVEN_CELLS, block))
        .guided(guidance);
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
    private float[] units = new float[0];
    private float[] stored = units;
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
      while (chain < end && !isFinite(units, chain * spec.dimension())) {
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
      units = sampler(network, block).sample(normals(block), blocks.chains(), (sigma, rows) -> {});
      stored = form.stored(units);
      first = blocks.first(block);
      chain = 0;
      end = blocks.rows(block);
      if (!partial) {
        requireFinite();
      }
    }

    private void requireFinite() {
      long missing =
          IntStream.range(0, end).filter(i -> !isFinite(units, i * spec.dimension())).count();
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
