package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import java.util.List;
import java.util.Map;

/** Reads the rows of a list of segments one after another, in place. */
final class SegmentReader {
  private final long seed;
  private final Map<Integer, Shard> shards;
  private final List<RowSegment> segments;
  private int segment = -1;
  private int taken;
  private int count;
  private RowOrder order;
  private Shard shard;
  private int offset;

  SegmentReader(long seed, Map<Integer, Shard> shards, List<RowSegment> segments) {
    this.seed = seed;
    this.shards = shards;
    this.segments = segments;
  }

  /** Moves to the next row. */
  void advance() {
    if (taken == count) {
      open(segments.get(++segment));
    }
    offset = order.row(segments.get(segment).from() + taken) * shard.dimension();
    taken++;
  }

  /** The array that holds the row. */
  float[] values() {
    return shard.values();
  }

  /** Where in {@link #values} the row begins. */
  int offset() {
    return offset;
  }

  private void open(RowSegment next) {
    shard = shards.get(next.shard());
    order = new RowOrder(seed, next.epoch(), next.shard(), shard.rows());
    taken = 0;
    count = next.count();
  }
}
