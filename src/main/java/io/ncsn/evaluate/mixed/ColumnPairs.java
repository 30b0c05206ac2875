package io.ncsn.evaluate.mixed;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.stream.LongStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Pairs of columns, in the table's order: (0, 1), (0, 2), … Of very many, {@value #MOST} are drawn.
 *
 * @param first the earlier column of each pair
 * @param second the later column of each pair
 */
@SuppressWarnings("ArrayRecordComponent") // moved and read whole, never compared
record ColumnPairs(int[] first, int[] second) implements Serializable {
  static final int MOST = 100_000;

  static ColumnPairs of(int columns, long seed) {
    long all = (long) columns * (columns - 1) / 2;
    long[] numbers = all <= MOST ? LongStream.range(0, all).toArray() : draw(all, seed);
    int[] first = new int[numbers.length];
    int[] second = new int[numbers.length];
    int row = 0;
    long start = 0;
    for (int k = 0; k < numbers.length; k++) {
      while (numbers[k] >= start + columns - 1 - row) {
        start += columns - 1 - row;
        row++;
      }
      first[k] = row;
      second[k] = (int) (row + 1 + numbers[k] - start);
    }
    return new ColumnPairs(first, second);
  }

  int count() {
    return first.length;
  }

  private static long[] draw(long all, long seed) {
    UniformRandomProvider random = Streams.of(seed, Purpose.EVALUATION, all);
    return LongStream.generate(() -> random.nextLong(all))
        .distinct()
        .limit(MOST)
        .sorted()
        .toArray();
  }
}
