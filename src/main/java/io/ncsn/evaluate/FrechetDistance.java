package io.ncsn.evaluate;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * The squared Fréchet distance of two normal distributions (Dowson and Landau 1982), those of the
 * means and covariances of two tables: ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2(Σ₁^½ Σ₂ Σ₁^½)^½). In features of
 * images it is what the field calls FID (Heusel et al. 2017). It is biased upwards, the more the
 * fewer rows there are.
 */
final class FrechetDistance {
  private FrechetDistance() {}

  /** Returns the distance of two tables of equally many columns, of at least 2 rows each. */
  static double of(Matrix first, Matrix second) {
    double means = 0;
    for (int j = 0; j < first.columns(); j++) {
      double difference = mean(first, j) - mean(second, j);
      means += difference * difference;
    }
    RealMatrix one = covariance(first);
    RealMatrix other = covariance(second);
    RealMatrix root = root(one);
    double crossed = 0;
    for (double value : eigenvalues(symmetric(root.multiply(other).multiply(root)))) {
      crossed += Math.sqrt(Math.max(0, value));
    }
    return Math.max(0, means + one.getTrace() + other.getTrace() - 2 * crossed);
  }

  private static double mean(Matrix matrix, int column) {
    double sum = 0;
    for (int i = 0; i < matrix.rows(); i++) {
      sum += matrix.at(i, column);
    }
    return sum / matrix.rows();
  }

  private static RealMatrix covariance(Matrix matrix) {
    double[][] rows = new double[matrix.rows()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = matrix.row(i);
    }
    return matrix.columns() == 1
        ? new Array2DRowRealMatrix(new double[][] {{StatUtils.variance(matrix.column(0))}})
        : new Covariance(rows).getCovarianceMatrix();
  }

  private static RealMatrix root(RealMatrix matrix) {
    EigenDecomposition parts = new EigenDecomposition(matrix);
    RealMatrix scaled = parts.getV().copy();
    double[] values = parts.getRealEigenvalues();
    for (int j = 0; j < values.length; j++) {
      double size = Math.sqrt(Math.max(0, values[j]));
      for (int i = 0; i < values.length; i++) {
        scaled.multiplyEntry(i, j, size);
      }
    }
    return scaled.multiply(parts.getVT());
  }

  private static double[] eigenvalues(RealMatrix matrix) {
    return new EigenDecomposition(matrix).getRealEigenvalues();
  }

  /** Rounding has left it a little lopsided. */
  private static RealMatrix symmetric(RealMatrix matrix) {
    return matrix.add(matrix.transpose()).scalarMultiply(0.5);
  }
}
