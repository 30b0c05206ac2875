package io.ncsn.sample;

import io.ncsn.data.codec.GivenRow;
import io.ncsn.network.GivenCells;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How a block of samples starts: what is known of its rows before they are drawn, and what draws
 * them given that. Known are the cells that all rows are given, or the labels or columns that each
 * image has of its own.
 *
 * @param sampler draws the rows
 * @param known stored rows, NaN where a cell is not known; empty: none is
 * @param isDrawn whether rows have cells of their own in it, drawn before them
 */
@SuppressWarnings("ArrayRecordComponent") // read by index; never compared
record BlockStart(ChainSampler sampler, float[] known, boolean isDrawn) {
  /** Returns how the block of number {@code block} starts. */
  static BlockStart of(BlockSampler samples, TrainedNetwork network, int block) {
    boolean first = samples.columns() != null || drawsLabels(samples);
    if (!first && samples.given() == null) {
      return new BlockStart(
          samples
              .chains()
              .over(samples.calibration() == null ? network : samples.calibration().over(network)),
          new float[0],
          false);
    }
    MixedScoreNetwork mixed = (MixedScoreNetwork) network;
    UniformRandomProvider random = Streams.of(samples.seed(), Purpose.GIVEN_CELLS, block);
    float[] known = known(samples, mixed, block, random);
    GivenCells cells =
        samples
            .chains()
            .given(mixed, known, samples.blocks().chains(), random)
            .guided(samples.guidance());
    return new BlockStart(samples.chains().over(cells), known, first);
  }

  /** Returns whether rows are images whose labels are drawn before them. */
  private static boolean drawsLabels(BlockSampler samples) {
    return samples.given() == null
        && samples.spec() instanceof MixedSpec images
        && images.drawsLabels();
  }

  private static float[] known(
      BlockSampler samples, MixedScoreNetwork network, int block, UniformRandomProvider random) {
    if (samples.columns() != null) {
      return samples
          .columns()
          .rows(network.columns(), samples.spec().layout(), block, samples.interpolation());
    }
    return samples.given() == null ? labels(samples, random) : given(samples, network, block);
  }

  /**
   * Draws the labels of a block. Between two seeds all images have the label of the first seed's
   * first sample, so that they change with the noise alone.
   *
   * @return stored rows, NaN where there is no label
   */
  private static float[] labels(BlockSampler samples, UniformRandomProvider random) {
    Interpolation interpolation = samples.interpolation();
    int count = samples.blocks().chains();
    return interpolation == null
        ? DrawnLabels.rows(samples.spec().layout(), count, random)
        : DrawnLabels.alike(
            samples.spec().layout(),
            count,
            Streams.of(interpolation.firstSeed(), Purpose.GIVEN_CELLS, 0));
  }

  /** Returns stored rows that are given the same cells. */
  private static float[] given(BlockSampler samples, MixedScoreNetwork network, int block) {
    GivenRow given = samples.given();
    int count = samples.blocks().chains();
    if (!given.sets().isEmpty()) {
      return new DrawnSets(samples.chains(), given, samples.seed()).rows(network, block, count);
    }
    float[] stored = new float[count * given.stored().length];
    for (int row = 0; row < count; row++) {
      System.arraycopy(
          given.stored(), 0, stored, row * given.stored().length, given.stored().length);
    }
    return stored;
  }
}
