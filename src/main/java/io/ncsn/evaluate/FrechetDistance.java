package io.ncsn.evaluate;

import org.netlib.lapack.Dsyevd;
import org.netlib.util.intW;

/**
 * The squared Fréchet distance of two normal distributions (Dowson and Landau 1982), those of the
 * means and covariances of two tables: ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2(Σ₁^½ Σ₂ Σ₁^½)^½). In features of
 * images it is what the field calls FID (Heusel et al. 2017). It is biased upwards, the more the
 * fewer rows there are.
 *
 * <p>Eigenvalues are those of F2J's LAPACK in Java, which comes with Spark and gives the same bits
 * on any machine. Spark's own way to it also loads the system's BLAS, whose less accurate norms
 * then replace those of OpenBLAS in the whole process.
 */
final class FrechetDistance {
  private static final int WORK_A_COLUMN = 6;
  private static final int WHOLE_WORK = 3;
  private static final int WHOLE_WORK_A_COLUMN = 5;

  private final double[] mean;
  private final double[][] covariance;
  private final double[][] root;

  /** Makes what distances from a table need; it has at least 2 rows. */
  FrechetDistance(Matrix from) {
    this.mean = mean(from);
    this.covariance = covariance(from, mean);
    this.root = root(covariance);
  }

  /** Returns the distance of two tables of equally many columns, of at least 2 rows each. */
  static double of(Matrix first, Matrix second) {
    return new FrechetDistance(first).to(second);
  }

  /** Returns the distance to a table of as many columns, of at least 2 rows. */
  double to(Matrix other) {
    double[] otherMean = mean(other);
    double[][] otherCovariance = covariance(other, otherMean);
    double sum = 0;
    for (int j = 0; j < mean.length; j++) {
      double difference = mean[j] - otherMean[j];
      sum += difference * difference + covariance[j][j] + otherCovariance[j][j];
    }
    double[][] crossed = product(product(root, otherCovariance), root);
    for (double value : decompose(crossed, "N").values()) {
      sum -= 2 * Math.sqrt(Math.max(0, value));
    }
    return Math.max(0, sum);
  }

  private static double[] mean(Matrix matrix) {
    double[] mean = new double[matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += matrix.at(i, j) / matrix.rows();
      }
    }
    return mean;
  }

  private static double[][] covariance(Matrix matrix, double[] mean) {
    double[][] columns = new double[mean.length][matrix.rows()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        columns[j][i] = (matrix.at(i, j) - mean[j]) / Math.sqrt(matrix.rows() - 1.0);
      }
    }
    double[][] rows = new double[matrix.rows()][mean.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        rows[i][j] = columns[j][i];
      }
    }
    return product(columns, rows);
  }

  /** Returns the symmetric root of a symmetric matrix without negative eigenvalues. */
  private static double[][] root(double[][] matrix) {
    Parts parts = decompose(matrix, "V");
    int size = matrix.length;
    double[][] vectors = new double[size][size];
    double[][] scaled = new double[size][size];
    for (int k = 0; k < size; k++) {
      double length = Math.sqrt(Math.max(0, parts.values()[k]));
      for (int i = 0; i < size; i++) {
        vectors[k][i] = parts.vectors()[k * size + i];
        scaled[i][k] = length * vectors[k][i];
      }
    }
    return product(scaled, vectors);
  }

  /** Returns the product of row-major matrices, summed in one order. */
  private static double[][] product(double[][] left, double[][] right) {
    double[][] product = new double[left.length][right[0].length];
    for (int i = 0; i < left.length; i++) {
      double[] row = product[i];
      for (int k = 0; k < right.length; k++) {
        double factor = left[i][k];
        double[] other = right[k];
        for (int j = 0; j < row.length; j++) {
          row[j] += factor * other[j];
        }
      }
    }
    return product;
  }

  /**
   * Eigenvalues, and eigenvectors if they were asked for.
   *
   * @param vectors one after the other
   */
  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  private record Parts(double[] values, double[] vectors) {}

  /** Decomposes a symmetric matrix that rounding may have left a little lopsided. */
  private static Parts decompose(double[][] matrix, String wanted) {
    int size = matrix.length;
    double[] flat = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        flat[i * size + j] = (matrix[i][j] + matrix[j][i]) / 2;
      }
    }
    double[] values = new double[size];
    double[] work = new double[1 + WORK_A_COLUMN * size + 2 * size * size];
    int[] whole = new int[WHOLE_WORK + WHOLE_WORK_A_COLUMN * size];
    intW failed = new intW(0);
    Dsyevd.dsyevd(
        wanted,
        "U",
        size,
        flat,
        0,
        size,
        values,
        0,
        work,
        0,
        work.length,
        whole,
        0,
        whole.length,
        failed);
    if (failed.val != 0) {
      throw new IllegalStateException("LAPACK found no eigenvalues: dsyevd gave " + failed.val);
    }
    return new Parts(values, flat);
  }
}
