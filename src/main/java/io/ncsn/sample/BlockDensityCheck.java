package io.ncsn.sample;

import io.ncsn.network.TrainedNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * What the steps of log-densities leave out: each row's density as {@code usual} finds it, as
 * {@code finer} does, and whether the row had steps of its own.
 */
record BlockDensityCheck(BlockLikelihood usual, BlockLikelihood finer)
    implements RowColumns.Compute {
  @Override
  public List<Object[]> of(RowBlock batch, TrainedNetwork network) {
    BlockLikelihood.Found found = usual.found(batch, network);
    List<Object[]> better = finer.of(batch, network);
    List<Object[]> rows = new ArrayList<>();
    for (int row = 0; row < better.size(); row++) {
      rows.add(
          new Object[] {found.columns().get(row)[0], better.get(row)[0], found.own().get(row)});
    }
    return rows;
  }
}
