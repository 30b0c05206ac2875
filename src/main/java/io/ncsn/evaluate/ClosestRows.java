package io.ncsn.evaluate;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * How far rows are from the closest training row: samples much closer than held-out rows have been
 * memorised.
 *
 * @param median the distances' median
 * @param low their {@value #LOW_PERCENT} % quantile, which a few copied rows already move
 */
record ClosestRows(double median, double low) {
  static final double LOW_PERCENT = 1;

  /** Rows of one piece of work. */
  private static final int BLOCK = 128;

  static ClosestRows of(JavaSparkContext spark, Matrix rows, Broadcast<Matrix> training) {
    Broadcast<Matrix> queries = spark.broadcast(rows);
    int blocks = (rows.rows() + BLOCK - 1) / BLOCK;
    List<double[]> parts =
        OrderedTasks.map(spark, blocks, id -> block(queries.value(), id, training.value()));
    queries.destroy();
    double[] distances = parts.stream().flatMapToDouble(Arrays::stream).toArray();
    Percentile percentile = new Percentile();
    percentile.setData(distances);
    return new ClosestRows(percentile.evaluate(50), percentile.evaluate(LOW_PERCENT));
  }

  private static double[] block(Matrix rows, int id, Matrix training) {
    Distances distances = new Distances(training);
    double[] squares = new double[training.rows()];
    int start = id * BLOCK;
    double[] closest = new double[Math.min(BLOCK, rows.rows() - start)];
    for (int i = 0; i < closest.length; i++) {
      distances.from(rows, start + i, squares);
      double least = Double.POSITIVE_INFINITY;
      for (double square : squares) {
        least = Math.min(least, square);
      }
      closest[i] = Math.sqrt(least);
    }
    return closest;
  }
}
