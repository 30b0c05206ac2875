package io.ncsn.evaluate;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Improved precision and recall (Kynkäänniemi et al. 2019): the share of the rows of one table that
 * lie in a ball around a row of the other, whose radius is the distance to that row's third nearest
 * neighbour in its own table.
 *
 * @param precision share of the judged rows that lie among the real ones
 * @param recall share of the real rows that lie among the judged ones
 */
record Manifolds(double precision, double recall) {
  private static final int NEIGHBOURS = 3;
  private static final int BLOCK = 128;

  /** Compares tables of equally many columns, of more than 3 rows each. */
  static Manifolds of(JavaSparkContext spark, Matrix real, Matrix judged) {
    Broadcast<Matrix> there = spark.broadcast(real);
    Broadcast<Matrix> here = spark.broadcast(judged);
    Manifolds found = new Manifolds(share(spark, here, there), share(spark, there, here));
    there.destroy();
    here.destroy();
    return found;
  }

  private static double share(
      JavaSparkContext spark, Broadcast<Matrix> rows, Broadcast<Matrix> balls) {
    Broadcast<double[]> radii = spark.broadcast(radii(spark, balls));
    int size = rows.value().rows();
    List<Integer> inside =
        OrderedTasks.map(
            spark,
            blocks(size),
            block -> inside(rows.value(), balls.value(), radii.value(), block));
    radii.destroy();
    return inside.stream().mapToInt(Integer::intValue).sum() / (double) size;
  }

  private static int blocks(int rows) {
    return (rows + BLOCK - 1) / BLOCK;
  }

  /** Squared radii of the balls around the rows. */
  private static double[] radii(JavaSparkContext spark, Broadcast<Matrix> rows) {
    List<double[]> parts =
        OrderedTasks.map(spark, blocks(rows.value().rows()), block -> radii(rows.value(), block));
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] radii(Matrix rows, int block) {
    Distances distances = new Distances(rows);
    double[] squares = new double[rows.rows()];
    int start = block * BLOCK;
    double[] radii = new double[Math.min(BLOCK, rows.rows() - start)];
    for (int i = 0; i < radii.length; i++) {
      distances.from(rows, start + i, squares);
      squares[start + i] = Double.POSITIVE_INFINITY;
      Arrays.sort(squares);
      radii[i] = squares[NEIGHBOURS - 1];
    }
    return radii;
  }

  private static int inside(Matrix rows, Matrix balls, double[] radii, int block) {
    Distances distances = new Distances(balls);
    double[] squares = new double[balls.rows()];
    int inside = 0;
    for (int i = block * BLOCK; i < Math.min(rows.rows(), (block + 1) * BLOCK); i++) {
      distances.from(rows, i, squares);
      boolean isIn = false;
      for (int j = 0; j < squares.length && !isIn; j++) {
        isIn = squares[j] <= radii[j];
      }
      inside += isIn ? 1 : 0;
    }
    return inside;
  }
}
