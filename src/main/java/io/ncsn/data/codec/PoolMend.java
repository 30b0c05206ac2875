package io.ncsn.data.codec;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Draws the level where a code stands for several, of which some are asked for.
 *
 * @param pool the code
 * @param levels the levels that are asked for
 * @param below how many training rows have one of the levels before each, and at last one of all,
 *     [levels + 1]
 * @param writer writes the cell of a level
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
record PoolMend(int pool, int[] levels, long[] below, NumberLine.KeyWriter writer)
    implements CellSet.Mend {
  private static final long serialVersionUID = 1L;

  @Override
  public void cell(InternalRow row, int ordinal, float stored, long random) {
    if (stored == pool) {
      long drawn = Streams.hash(random, Purpose.POOLED_LEVEL, ordinal);
      writer.write(row, ordinal, levels[CategoryCodec.pooled(below, drawn)]);
    }
  }
}
