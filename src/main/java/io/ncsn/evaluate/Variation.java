package io.ncsn.evaluate;

import java.util.Arrays;

/**
 * Distances of two empirical distributions. Counts are whole numbers until the last division, so
 * that nothing depends on the order of rows.
 */
public final class Variation {
  /** Counts of so many cells for each row are kept as arrays; more are sorted instead. */
  private static final int CELLS_PER_ROW = 4;

  private Variation() {}

  /**
   * Returns the Kolmogorov–Smirnov distance sup |F − G|.
   *
   * @param first ascending
   * @param second ascending
   */
  public static double kolmogorovSmirnov(double[] first, double[] second) {
    if (first.length == 0 || second.length == 0) {
      return first.length == second.length ? 0 : 1;
    }
    long greatest = 0;
    int i = 0;
    int j = 0;
    while (i < first.length && j < second.length) {
      double value = Math.min(first[i], second[j]);
      while (i < first.length && first[i] == value) {
        i++;
      }
      while (j < second.length && second[j] == value) {
        j++;
      }
      greatest = Math.max(greatest, Math.abs((long) i * second.length - (long) j * first.length));
    }
    return greatest / ((double) first.length * second.length);
  }

  /** Returns the total variation ½Σ|p − q| of two columns of codes; negative codes are left out. */
  public static double total(int[] first, int[] second, int levels) {
    int[] counts = counts(first, levels);
    int[] others = counts(second, levels);
    long rows = Arrays.stream(counts).asLongStream().sum();
    long otherRows = Arrays.stream(others).asLongStream().sum();
    if (rows == 0 || otherRows == 0) {
      return rows == otherRows ? 0 : 1;
    }
    return dense(counts, others, rows, otherRows);
  }

  /**
   * Returns the total variation of two joint tables.
   *
   * @param first two columns of codes, each ≥ 0
   * @param second the same columns of the other table
   * @param levels levels of the two columns
   */
  public static double joint(int[][] first, int[][] second, int[] levels) {
    int rows = first[0].length;
    int otherRows = second[0].length;
    long cells = (long) levels[0] * levels[1];
    if (cells > CELLS_PER_ROW * ((long) rows + otherRows)) {
      return sparse(keys(first, levels[1]), keys(second, levels[1]));
    }
    return dense(
        jointCounts(first, (int) cells, levels[1]),
        jointCounts(second, (int) cells, levels[1]),
        rows,
        otherRows);
  }

  private static double dense(int[] counts, int[] others, long rows, long otherRows) {
    long sum = 0;
    for (int k = 0; k < counts.length; k++) {
      sum += Math.abs(counts[k] * otherRows - others[k] * rows);
    }
    return sum / (2.0 * rows * otherRows);
  }

  private static double sparse(long[] first, long[] second) {
    long sum = 0;
    int i = 0;
    int j = 0;
    while (i < first.length || j < second.length) {
      boolean fromFirst = j == second.length || (i < first.length && first[i] <= second[j]);
      long key = fromFirst ? first[i] : second[j];
      int start = i;
      int otherStart = j;
      while (i < first.length && first[i] == key) {
        i++;
      }
      while (j < second.length && second[j] == key) {
        j++;
      }
      sum += Math.abs((i - start) * (long) second.length - (j - otherStart) * (long) first.length);
    }
    return sum / (2.0 * first.length * second.length);
  }

  private static int[] counts(int[] codes, int levels) {
    int[] counts = new int[levels];
    for (int code : codes) {
      if (code >= 0) {
        counts[code]++;
      }
    }
    return counts;
  }

  private static int[] jointCounts(int[][] codes, int cells, int width) {
    int[] counts = new int[cells];
    for (int i = 0; i < codes[0].length; i++) {
      counts[codes[0][i] * width + codes[1][i]]++;
    }
    return counts;
  }

  private static long[] keys(int[][] codes, int width) {
    long[] keys = new long[codes[0].length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) codes[0][i] * width + codes[1][i];
    }
    Arrays.sort(keys);
    return keys;
  }
}
