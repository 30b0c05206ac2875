package io.ncsn.sample;

import io.ncsn.channels.ChannelReader;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScoreFunction;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws the unknown cells of stored rows from their distribution given the known ones. All rows go
 * through chains of one shape, whose last ones may be idle. Where columns stand beside images, all
 * rows of a part take the chains of single pixels if one of them knows a part of its image: the
 * same table gives the same rows again, but what is drawn of a row depends on what is known of the
 * others of its part.
 *
 * @param guidance weight of guidance to the known cells of mixed rows; 0: none
 * @param barred levels that are not drawn, by channel, [dimension]
 * @param shape chains that are computed at once
 * @param beside what is done where columns stand beside images; null: they do not
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
record CompletedRows(
    ModelSpec spec,
    ModelChains chains,
    long seed,
    double guidance,
    boolean[] barred,
    int shape,
    BesideImages beside)
    implements Serializable {
  private static final int SHAPE = 256;

  /** As the canonical constructor, in the shape of a table's rows. */
  CompletedRows(
      ModelSpec spec,
      ModelChains chains,
      long seed,
      double guidance,
      boolean[] barred,
      BesideImages beside) {
    this(
        spec,
        chains,
        seed,
        guidance,
        barred,
        beside == null ? SHAPE : Math.min(SHAPE, spec.architecture().rowsAtOnce()),
        beside);
  }

  /**
   * Returns the rows with nothing unknown.
   *
   * @param stored row-major [count, stored width]; NaN where a row is not known
   * @param key tells these rows from all others
   */
  float[] of(float[] stored, int count, TrainedNetwork network, long key) {
    int width = spec.layout().storedWidth();
    float[] completed = new float[count * width];
    for (int first = 0; first < count; first += shape) {
      int rows = Math.min(shape, count - first);
      float[] part = new float[shape * width];
      Arrays.fill(part, Float.NaN);
      System.arraycopy(stored, first * width, part, 0, rows * width);
      ModelChains ofPart = chains;
      if (beside != null) {
        long before = ColumnsFirst.seed(seed, key, first / shape);
        beside.fill(part, rows, (MixedScoreNetwork) network, before, barred, shape);
        ofPart = beside.arePixels(part, rows) ? beside.pixels() : chains;
      }
      float[] drawn = draw(ofPart, part, network, key, first / shape);
      requireFinite(drawn, rows);
      float[] read = new float[part.length];
      new ChannelReader(spec.layout()).read(drawn, shape, read);
      System.arraycopy(read, 0, completed, first * width, rows * width);
    }
    return completed;
  }

  private float[] draw(
      ModelChains chains, float[] stored, TrainedNetwork network, long key, int part) {
    UniformRandomProvider random = Streams.of(seed, Purpose.GIVEN_CELLS, key, part);
    ScoreFunction given =
        network instanceof MixedScoreNetwork mixed
            ? chains.given(mixed, stored, shape, random).guided(guidance).without(barred)
            : new GivenNumbers(network, stored, Streams.fillingNormals(random));
    return chains.over(given).sample(Streams.of(seed, Purpose.SAMPLING, key, part), shape);
  }

  private void requireFinite(float[] channels, int rows) {
    int diverged = 0;
    for (int row = 0; row < rows; row++) {
      int end = (row + 1) * spec.dimension();
      boolean finite = true;
      for (int i = row * spec.dimension(); i < end; i++) {
        finite &= Float.isFinite(channels[i]);
      }
      diverged += finite ? 0 : 1;
    }
    if (diverged > 0) {
      throw new NonFiniteSamplesException(diverged, rows, chains.plan());
    }
  }
}
