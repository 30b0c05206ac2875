package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import java.util.List;
import java.util.Map;

/** Reads the rows of a list of segments one after another. */
final class SegmentReader {
  private final long seed;
  private final Map<Integer, Shard> shards;
  private final List<RowSegment> segments;
  private int segment = -1;
  private int taken;
  private int count;
  private RowOrder order;
  private Shard shard;

  SegmentReader(long seed, Map<Integer, Shard> shards, List<RowSegment> segments) {
    this.seed = seed;
    this.shards = shards;
    this.segments = segments;
  }

  /** Writes the next row into {@code target}, from {@code at} on. */
  void next(float[] target, int at) {
    if (taken == count) {
      open(segments.get(++segment));
    }
    shard.read(order.row(segments.get(segment).from() + taken), target, at);
    taken++;
  }

  private void open(RowSegment next) {
    shard = shards.get(next.shard());
    order = new RowOrder(seed, next.epoch(), next.shard(), shard.rows());
    taken = 0;
    count = next.count();
  }
}
