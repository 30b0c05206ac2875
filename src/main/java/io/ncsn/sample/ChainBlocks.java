package io.ncsn.sample;

import io.ncsn.network.ModelSpec;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows cut into blocks of chains. A block has one random stream and one matrix shape, and is always
 * computed whole, so its rows do not depend on how many are kept.
 *
 * @param chains chains of a block
 * @param count rows of all blocks
 */
record ChainBlocks(int chains, long count) implements Serializable {
  private static final int MOST_CHAINS = 512;

  /**
   * Cuts {@code count} rows into blocks of 512, or of as many as the network computes at once: so a
   * few images take no longer than they must, and many are shared among all cores.
   */
  static ChainBlocks of(ModelSpec spec, long count) {
    return new ChainBlocks(Math.min(MOST_CHAINS, spec.architecture().rowsAtOnce()), count);
  }

  /** Returns how many blocks there are. */
  int number() {
    return Math.toIntExact((count + chains - 1) / chains);
  }

  /** Returns the numbers of the blocks, from 0. */
  List<Integer> numbers() {
    return IntStream.range(0, number()).boxed().toList();
  }

  /** Returns the position of a block's first row. */
  long first(int block) {
    return (long) block * chains;
  }

  /** Returns how many rows of a block are kept. */
  int rows(int block) {
    return (int) Math.min(chains, count - first(block));
  }

  /** Returns how many rows are kept of {@code blocks} blocks, one of which is the last. */
  long rowsOf(int blocks) {
    long padding = first(number()) - count;
    return Math.max(0, first(blocks) - padding);
  }

  /** Returns whether the blocks are the usual ones. */
  boolean usual() {
    return chains == MOST_CHAINS;
  }
}
