package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.OrderedTasks;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A search for the nearest rows.
 *
 * @param from the rows whose neighbours are searched
 * @param to the rows among which they are searched; those of {@code from} never count as their own
 *     neighbours
 * @param metric how distances are measured
 */
record Search(Part from, Part to, Metric metric) implements Serializable {
  /** Rows of one piece of work. */
  private static final int BLOCK = 64;

  /** How distances are measured. */
  enum Metric {
    /** The sum of differences. */
    MANHATTAN,
    /** The root of the sum of squares. */
    EUCLIDEAN
  }

  /**
   * Rows {@code start} to {@code end} − 1 of a table.
   *
   * @param table 0: training, 1: synthetic, 2: hold-out
   * @param start the first row
   * @param end the row after the last
   */
  record Part(int table, int start, int end) implements Serializable {
    int rows() {
      return end - start;
    }
  }

  /**
   * The nearest row of each.
   *
   * @param distances their distances
   * @param rows their numbers in their table; the first of equally near ones
   */
  @SuppressWarnings("ArrayRecordComponent") // moved and read whole, never compared
  record Found(double[] distances, int[] rows) implements Serializable {}

  /** Searches, one task for some blocks of rows. */
  Found run(JavaSparkContext spark, Broadcast<Embedded[]> tables) {
    int blocks = (from.rows() + BLOCK - 1) / BLOCK;
    List<Found> parts = OrderedTasks.map(spark, blocks, block -> block(tables.value(), block));
    return new Found(
        parts.stream().flatMapToDouble(part -> Arrays.stream(part.distances)).toArray(),
        parts.stream().flatMapToInt(part -> Arrays.stream(part.rows)).toArray());
  }

  private Found block(Embedded[] tables, int block) {
    int start = from.start + block * BLOCK;
    int count = Math.min(from.end - start, BLOCK);
    double[] distances = new double[count];
    int[] rows = new int[count];
    float[] sums = new float[to.rows()];
    for (int q = 0; q < count; q++) {
      fill(tables[from.table], start + q, tables[to.table], sums);
      int best = nearest(sums, from.table == to.table ? start + q - to.start : -1);
      rows[q] = to.start + best;
      distances[q] = metric == Metric.EUCLIDEAN ? Math.sqrt(sums[best]) : sums[best];
    }
    return new Found(distances, rows);
  }

  private static int nearest(float[] sums, int own) {
    int best = own == 0 ? Math.min(1, sums.length - 1) : 0;
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] < sums[best] && i != own) {
        best = i;
      }
    }
    return best;
  }

  /** Sums column by column, so that the compiler can vectorise the inner loops. */
  private void fill(Embedded query, int row, Embedded targets, float[] sums) {
    Arrays.fill(sums, 0);
    for (int j = 0; j < targets.numbers().length; j++) {
      if (metric == Metric.EUCLIDEAN) {
        addSquares(targets.numbers()[j], to.start, query.numbers()[j][row], sums);
      } else {
        addDifferences(targets.numbers()[j], to.start, query.numbers()[j][row], sums);
      }
    }
    for (int j = 0; j < targets.codes().length; j++) {
      addMismatches(targets.codes()[j], to.start, query.codes()[j][row], sums);
    }
  }

  private static void addSquares(float[] column, int start, float value, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      float difference = column[start + i] - value;
      sums[i] += difference * difference;
    }
  }

  private static void addDifferences(float[] column, int start, float value, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += Math.abs(column[start + i] - value);
    }
  }

  private static void addMismatches(int[] column, int start, int code, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += column[start + i] == code ? 0f : 2f;
    }
  }
}
