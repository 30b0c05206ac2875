package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HashSortTest {
  private static final long SEED = 20261125;

  @Test
  void sortsHashesAndWhateverElseComes() {
    requireSorted(key -> key);
    requireSorted(key -> key >>> 9);
    requireSorted(key -> key & 3);
    requireSorted(key -> key > 0 ? key >> 50 : Long.MIN_VALUE); // heaped up in a corner
    requireSorted(key -> 7);
    for (int count = 0; count < 5; count++) {
      requireSorted(new Random(SEED).longs(count).toArray());
    }
    requireSorted(LongStream.of(Long.MAX_VALUE, Long.MIN_VALUE, 0, -1).toArray());
  }

  private static void requireSorted(LongUnaryOperator change) {
    requireSorted(new Random(SEED).longs(10_000).map(change).toArray());
  }

  private static void requireSorted(long[] keys) {
    long[] expected = keys.clone();
    Arrays.sort(expected);
    HashSort.sort(keys);
    assertThat(keys).as("seed " + SEED).isEqualTo(expected);
  }
}
