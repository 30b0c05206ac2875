package io.ncsn.evaluate;

import io.ncsn.config.DataSettings.Scale;
import io.ncsn.data.codec.Scaler;
import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/** Brings tables to the units metrics are in: standard deviations of the held-out rows. */
final class Standardiser {
  private Standardiser() {}

  /**
   * The scaler of {@code reference}: a mean and a population standard deviation a column, or one
   * deviation for all; a column that is constant keeps its unit.
   */
  static Scaler of(Matrix reference, Scale scale) {
    double[] mean = new double[reference.columns()];
    double[] deviation = new double[reference.columns()];
    Arrays.fill(deviation, 1);
    if (scale == Scale.NONE) {
      return new Scaler(mean, deviation);
    }
    double total = 0;
    for (int j = 0; j < mean.length; j++) {
      double[] column = reference.column(j);
      mean[j] = StatUtils.mean(column);
      double variance = StatUtils.populationVariance(column, mean[j]);
      total += variance;
      deviation[j] = varies(reference, j) ? positive(Math.sqrt(variance)) : 1;
    }
    if (scale == Scale.GLOBAL) {
      Arrays.fill(deviation, positive(Math.sqrt(total / mean.length)));
    }
    return new Scaler(mean, deviation);
  }

  /** Whether a column holds two different values. */
  static boolean varies(Matrix matrix, int column) {
    for (int i = 1; i < matrix.rows(); i++) {
      if (matrix.at(i, column) != matrix.at(0, column)) {
        return true;
      }
    }
    return false;
  }

  static Matrix apply(Matrix matrix, Scaler scaler) {
    double[] unit = new double[matrix.values().length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = scaler.toUnit(i % matrix.columns(), matrix.values()[i]);
    }
    return new Matrix(matrix.rows(), matrix.columns(), unit);
  }

  private static double positive(double deviation) {
    return deviation > 0 ? deviation : 1;
  }
}
