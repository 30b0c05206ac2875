package io.ncsn.sample;

import io.ncsn.channels.ChannelReader;
import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.CellSet;
import io.ncsn.data.codec.GivenRow;
import io.ncsn.network.GivenCells;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.MixedSpec;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws the cells that are given as sets, so that a block of rows can be drawn given these cells
 * exactly. The work for a block is bounded.
 */
record DrawnSets(MixedSpec spec, ModelChains chains, GivenRow given, long seed)
    implements Serializable {
  /** Times that a block's rows are drawn to find some that meet the sets of numbers. */
  private static final int MOST_ROUNDS = 64;

  /**
   * Returns stored rows whose given cells are all known.
   *
   * @param count number of rows, of which chains have the shape
   * @param block tells these rows from all others
   */
  float[] rows(MixedScoreNetwork network, int block, int count) {
    SetOrder order = SetOrder.of(given);
    UniformRandomProvider random = Streams.of(seed, Purpose.GIVEN_SETS, block);
    Candidates candidates = new Candidates(order.start());
    order.first().ifPresent(set -> candidates.draw(set, random));
    order.levels().forEach(set -> candidates.draw(set, network, random));
    return order.numbers().isEmpty()
        ? found(candidates.rows(count, random), count)
        : new Search(network, order, candidates, count).rows(block, random);
  }

  private float[] found(float[] rows, int count) {
    if (rows.length == 0) {
      throw new ConfigException(
          "Cannot draw rows to %s: none of %d rows that were drawn to meet it did; the conditions may contradict each other, so widen or leave out one"
              .formatted(SampleSettings.WHERE, MOST_ROUNDS * count));
    }
    return rows;
  }

  /** Draws rows until enough meet the sets of numbers. */
  private final class Search {
    private final MixedScoreNetwork network;
    private final SetOrder order;
    private final Candidates candidates;
    private final int count;
    private final int width = spec.layout().storedWidth();
    private final float[] rows;
    private int found;

    Search(MixedScoreNetwork network, SetOrder order, Candidates candidates, int count) {
      this.network = network;
      this.order = order;
      this.candidates = candidates;
      this.count = count;
      this.rows = new float[count * width];
    }

    /** Returns rows; if too few were found, each of them several times. */
    float[] rows(int block, UniformRandomProvider random) {
      for (int round = 0; round < MOST_ROUNDS && found < count; round++) {
        float[] known = found(candidates.rows(count, random), count);
        keep(known, drawn(known, block, round));
      }
      found(found == 0 ? new float[0] : rows, count);
      for (int i = found; i < count; i++) {
        System.arraycopy(rows, i % found * width, rows, i * width, width);
      }
      return rows;
    }

    private float[] drawn(float[] known, int block, int round) {
      GivenCells score =
          GivenCells.of(
              network, known, count, Streams.of(seed, Purpose.GIVEN_SETS, block, round, 0));
      float[] channels =
          chains
              .over(score)
              .sample(
                  Streams.fillingNormals(Streams.of(seed, Purpose.GIVEN_SETS, block, round, 1)),
                  count,
                  (sigma, at) -> {});
      float[] drawn = new float[count * width];
      new ChannelReader(spec.layout()).read(channels, count, drawn);
      return drawn;
    }

    /** Keeps rows that meet the sets of numbers: what was known of them, and these cells. */
    private void keep(float[] known, float[] drawn) {
      for (int i = 0; i < count && found < count; i++) {
        int row = i * width;
        if (order.numbers().stream().allMatch(set -> set.holds(drawn, row))) {
          System.arraycopy(known, row, rows, found * width, width);
          for (CellSet set : order.numbers()) {
            set.copy(drawn, row, rows, found * width);
          }
          found++;
        }
      }
    }
  }
}
