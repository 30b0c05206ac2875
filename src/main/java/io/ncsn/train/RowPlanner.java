package io.ncsn.train;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows that each replica reads in each round: for each replica, an endless sequence of shard
 * visits. It is a function of the seed and the shards' sizes alone.
 *
 * <p>In each epoch the shards are put in a new order and dealt to the replicas in turn, so that
 * every replica comes to see every shard. Shards stay where they are; the replica's task goes to
 * them.
 */
final class RowPlanner {
  private final long seed;
  private final int[] shardRows;
  private final Cursor[] cursors;

  RowPlanner(long seed, int replicas, int[] shardRows) {
    if (Arrays.stream(shardRows).noneMatch(rows -> rows > 0)) {
      throw new IllegalArgumentException("Cannot plan rounds: there are no training rows");
    }
    this.seed = seed;
    this.shardRows = shardRows.clone();
    this.cursors = new Cursor[replicas];
    for (int replica = 0; replica < replicas; replica++) {
      cursors[replica] = new Cursor(replica);
    }
  }

  /** The segments of the next {@code rows} rows of every replica, by replica. */
  List<List<RowSegment>> next(int rows) {
    return Arrays.stream(cursors).map(cursor -> cursor.take(rows)).toList();
  }

  /** As {@code rounds} calls of {@link #next}. */
  void skip(int rounds, int rows) {
    for (int round = 0; round < rounds; round++) {
      next(rows);
    }
  }

  private final class Cursor {
    private final int replica;
    private int epoch = -1;
    private int[] dealt = {};
    private int visit;
    private int position;

    Cursor(int replica) {
      this.replica = replica;
    }

    List<RowSegment> take(int rows) {
      List<RowSegment> segments = new ArrayList<>();
      int left = rows;
      while (left > 0) {
        if (visit == dealt.length) {
          nextEpoch();
        } else {
          int count = Math.min(left, shardRows[dealt[visit]] - position);
          if (count > 0) {
            segments.add(new RowSegment(epoch, dealt[visit], position, count));
          }
          advance(count);
          left -= count;
        }
      }
      return segments;
    }

    private void advance(int count) {
      position += count;
      if (position == shardRows[dealt[visit]]) {
        visit++;
        position = 0;
      }
    }

    private void nextEpoch() {
      epoch++;
      visit = 0;
      int[] order =
          Streams.permutation(Streams.of(seed, Purpose.SHARD_ORDER, epoch), shardRows.length);
      int first = replica % order.length; // with fewer shards than replicas, some are shared
      int step = Math.max(1, cursors.length);
      dealt = new int[(order.length - first + step - 1) / step];
      for (int i = 0; i < dealt.length; i++) {
        dealt[i] = order[first + i * step];
      }
    }
  }
}
