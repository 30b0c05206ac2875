package io.ncsn.evaluate;

import java.io.Serializable;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Two metrics over all pairs of rows of two tables of equal size.
 *
 * <p>Maximum mean discrepancy (Gretton et al. 2012, eq. 3: the unbiased MMD²) with the kernel
 * exp(−‖x − y‖²/g), g the median squared distance between rows of the two tables. Nearest-neighbour
 * two-sample accuracy (Lopez-Paz and Oquab 2017): the share of rows whose nearest other row is of
 * the same table; rows at the same least distance share the vote.
 *
 * @param mmd2 unbiased MMD², may be slightly negative
 * @param accuracy leave-one-out accuracy, one half when the tables cannot be told apart
 */
record PairMetrics(double mmd2, double accuracy) {
  /** Rows of one piece of work. */
  private static final int BLOCK = 128;

  /** Rows of each table whose distances give the kernel's width. */
  private static final int MEDIAN_ROWS = 1000;

  /** Metrics of two tables, each of the same number of rows. */
  static PairMetrics of(JavaSparkContext spark, Matrix first, Matrix second) {
    double width = medianSquare(first.head(MEDIAN_ROWS), second.head(MEDIAN_ROWS));
    int size = first.rows();
    Broadcast<Matrix> both = spark.broadcast(stack(first, second));
    int blocks = (2 * size + BLOCK - 1) / BLOCK;
    List<Sums> sums = OrderedTasks.map(spark, blocks, id -> block(both.value(), id, size, width));
    both.destroy();
    Sums total = new Sums();
    sums.forEach(total::add);
    double pairs = (double) size * (size - 1);
    double mmd2 =
        total.firstKernel / pairs
            + total.secondKernel / pairs
            - 2 * total.crossKernel / ((double) size * size);
    return new PairMetrics(mmd2, total.votes / (2.0 * size));
  }

  private static double medianSquare(Matrix first, Matrix second) {
    Distances distances = new Distances(second);
    double[] squares = new double[second.rows()];
    double[] all = new double[first.rows() * second.rows()];
    for (int i = 0; i < first.rows(); i++) {
      distances.from(first, i, squares);
      System.arraycopy(squares, 0, all, i * squares.length, squares.length);
    }
    double median = new Median().evaluate(all);
    return median > 0 ? median : 1;
  }

  private static Matrix stack(Matrix first, Matrix second) {
    double[] values = new double[first.values().length + second.values().length];
    System.arraycopy(first.values(), 0, values, 0, first.values().length);
    System.arraycopy(second.values(), 0, values, first.values().length, second.values().length);
    return new Matrix(first.rows() + second.rows(), first.columns(), values);
  }

  /** Rows of one block against all rows; the first {@code size} rows are the first table's. */
  private static Sums block(Matrix both, int id, int size, double width) {
    Distances distances = new Distances(both);
    double[] squares = new double[both.rows()];
    Sums sums = new Sums();
    for (int i = id * BLOCK; i < Math.min(both.rows(), (id + 1) * BLOCK); i++) {
      distances.from(both, i, squares);
      squares[i] = Double.POSITIVE_INFINITY;
      double toFirst = kernelSum(squares, 0, size, width);
      double toSecond = kernelSum(squares, size, both.rows(), width);
      if (i < size) {
        sums.firstKernel += toFirst;
        sums.crossKernel += toSecond;
      } else {
        sums.secondKernel += toSecond;
      }
      sums.votes += vote(squares, size, i < size);
    }
    return sums;
  }

  private static double kernelSum(double[] squares, int start, int end, double width) {
    double sum = 0;
    for (int i = start; i < end; i++) {
      sum += Math.exp(-squares[i] / width);
    }
    return sum;
  }

  /** Share of the nearest rows that are of the row's own table. */
  private static double vote(double[] squares, int size, boolean isFirst) {
    double least = Double.POSITIVE_INFINITY;
    for (double square : squares) {
      least = Math.min(least, square);
    }
    int inFirst = 0;
    int inSecond = 0;
    for (int i = 0; i < squares.length; i++) {
      if (squares[i] == least) {
        inFirst += i < size ? 1 : 0;
        inSecond += i < size ? 0 : 1;
      }
    }
    return (double) (isFirst ? inFirst : inSecond) / (inFirst + inSecond);
  }

  private static final class Sums implements Serializable {
    private static final long serialVersionUID = 1L;
    private double firstKernel;
    private double secondKernel;
    private double crossKernel;
    private double votes;

    private void add(Sums other) {
      firstKernel += other.firstKernel;
      secondKernel += other.secondKernel;
      crossKernel += other.crossKernel;
      votes += other.votes;
    }
  }
}
