package io.ncsn.train;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import org.apache.commons.math3.util.ArithmeticUtils;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The order of a shard's rows in one epoch: position i is row (offset + stride·i) mod rows, the
 * stride coprime to the count. Shards are shuffled when they are made; this makes each epoch's
 * minibatches new without an index in memory.
 */
final class RowOrder {
  private final int rows;
  private final int offset;
  private final int stride;

  RowOrder(long seed, int epoch, int shard, int rows) {
    UniformRandomProvider random = Streams.of(seed, Purpose.ROW_ORDER, epoch, shard);
    this.rows = rows;
    this.offset = random.nextInt(rows);
    int candidate = 1 + random.nextInt(rows);
    while (ArithmeticUtils.gcd(candidate, rows) != 1) {
      candidate = candidate % rows + 1;
    }
    this.stride = candidate;
  }

  int row(int position) {
    return (int) ((offset + (long) stride * position) % rows);
  }
}
