package io.ncsn.sample;

import io.ncsn.network.TrainedNetwork;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The samples of some blocks one by one, without a list of a block's rows. One row is written anew
 * for each sample.
 */
final class SampleRows implements Iterator<InternalRow> {
  private final BlockSampler sampler;
  private final TrainedNetwork network;
  private final Iterator<Integer> numbers;
  private final InternalRow row;
  private final boolean partial;
  private final SampleForm form;
  private final int width;
  private float[] stored = new float[0];
  private long first;
  private int chain;
  private int end;

  /**
   * Makes the rows.
   *
   * @param numbers the blocks
   * @param row gets the samples
   * @param partial whether chains that diverged are left out; or else they fail their block
   */
  SampleRows(
      BlockSampler sampler,
      TrainedNetwork network,
      Iterator<Integer> numbers,
      InternalRow row,
      boolean partial) {
    this.sampler = sampler;
    this.network = network;
    this.numbers = numbers;
    this.row = row;
    this.partial = partial;
    form = sampler.form();
    width = sampler.spec().layout().storedWidth();
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
    stored = sampler.block(network, block);
    first = sampler.blocks().first(block);
    chain = 0;
    end = sampler.blocks().rows(block);
    if (!partial) {
      requireFinite();
    }
  }

  private boolean isFinite(int row) {
    return !Float.isNaN(stored[row * width]);
  }

  private void requireFinite() {
    long missing = IntStream.range(0, end).filter(i -> !isFinite(i)).count();
    if (missing > 0) {
      throw new NonFiniteSamplesException(missing, end, sampler.chains().plan());
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
