package io.ncsn.data.shard;

import java.util.Arrays;

/**
 * Sorts longs that are evenly spread between the least and the greatest, like hashes. Each goes
 * directly to its approximate place in the range, and neighbours are sorted afterwards.
 */
final class HashSort {
  private static final int MOST_MOVES = 64; // of one key, on average one or two

  private HashSort() {}

  /** Sorts in place in ascending order. */
  static void sort(long[] keys) {
    long[] sorted = spread(keys);
    for (int i = 1; i < sorted.length; i++) {
      long key = sorted[i];
      int j = i;
      while (j > 0 && sorted[j - 1] > key && i - j < MOST_MOVES) {
        sorted[j] = sorted[j - 1];
        j--;
      }
      sorted[j] = key;
      if (j > 0 && sorted[j - 1] > key) { // not evenly spread
        Arrays.sort(keys);
        return;
      }
    }
    System.arraycopy(sorted, 0, keys, 0, keys.length);
  }

  /**
   * Returns the keys ordered by their highest differing bits, with about one key per value of these
   * bits.
   */
  private static long[] spread(long[] keys) {
    long least = Arrays.stream(keys).min().orElse(0);
    long greatest = Arrays.stream(keys).max().orElse(0);
    int bits = Long.SIZE - Long.numberOfLeadingZeros(greatest - least);
    int kept = Long.SIZE - Long.numberOfLeadingZeros(keys.length);
    int shift = Math.max(0, bits - kept);
    int[] ends = new int[(int) ((greatest - least) >>> shift) + 2];
    for (long key : keys) {
      ends[(int) ((key - least) >>> shift) + 1]++;
    }
    for (int i = 1; i < ends.length; i++) {
      ends[i] += ends[i - 1];
    }
    long[] sorted = new long[keys.length];
    for (long key : keys) {
      sorted[ends[(int) ((key - least) >>> shift)]++] = key;
    }
    return sorted;
  }
}
