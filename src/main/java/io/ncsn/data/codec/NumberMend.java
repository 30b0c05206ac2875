package io.ncsn.data.codec;

import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Moves numbers that were rounded out of their ranges to the nearest end.
 *
 * @param hasState whether the stored value is a state, of which only one is a number
 * @param ranges the least and the greatest key of each range, ascending, [ranges, 2]
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
record NumberMend(NumberLine line, boolean hasState, long[][] ranges) implements CellSet.Mend {
  private static final long serialVersionUID = 1L;

  @Override
  public void cell(InternalRow row, int ordinal, float stored, long random) {
    if (ranges.length == 0 || (hasState && stored != SpreadCodec.REGULAR)) {
      return;
    }
    long key = line.reader(line.cellType()).read(row, ordinal);
    long nearest = nearest(key);
    if (nearest != key) {
      line.writer().write(row, ordinal, nearest);
    }
  }

  private long nearest(long key) {
    long best = ranges[0][0];
    for (long[] range : ranges) {
      long inside = Math.max(range[0], Math.min(range[1], key));
      double distance = Math.abs(line.number(inside) - line.number(key));
      best = distance < Math.abs(line.number(best) - line.number(key)) ? inside : best;
    }
    return best;
  }
}
