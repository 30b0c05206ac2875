package io.ncsn.sample;

import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.GivenRow;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws the cells that are given as sets, so that a block of rows can be drawn given these cells
 * exactly. The work for a block is bounded, however rare the sets are.
 */
record DrawnSets(ModelChains chains, GivenRow given, long seed) implements Serializable {
  /** Rows that are steered, for each row that is drawn. */
  private static final int STEERED = 2;

  /**
   * Returns stored rows whose given cells are all known.
   *
   * @param block tells these rows from all others
   */
  float[] rows(MixedScoreNetwork network, int block, int count) {
    SetOrder order = SetOrder.of(given);
    UniformRandomProvider random = Streams.of(seed, Purpose.GIVEN_SETS, block);
    Candidates candidates = new Candidates(order.start());
    order.first().ifPresent(set -> candidates.draw(set, random));
    order.levels().forEach(set -> candidates.draw(set, network, random));
    if (order.numbers().isEmpty()) {
      return found(candidates.rows(count, random));
    }
    SteeredRows steered =
        new SteeredRows(
            network,
            chains,
            order.numbers(),
            found(candidates.rows(STEERED * count, random)),
            Streams.fillingNormals(Streams.of(seed, Purpose.GIVEN_SETS, block, 1)),
            random);
    return found(steered.rows(count));
  }

  private static float[] found(float[] rows) {
    if (rows.length == 0) {
      throw new ConfigException(
          "Cannot draw rows to %s: by the model the conditions have the probability 0 together; widen or leave out one"
              .formatted(SampleSettings.WHERE));
    }
    return rows;
  }
}
