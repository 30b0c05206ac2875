package io.ncsn.evaluate;

import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Pearson correlations of a table's columns, one task a few columns. */
final class CorrelationMatrix {
  private CorrelationMatrix() {}

  /**
   * Correlations of the columns {@code live}, [live][live]; 0 except for the diagonal's 1 for a
   * column that is constant here.
   */
  static double[][] of(JavaSparkContext spark, Matrix table, List<Integer> live) {
    double[][] unit = new double[live.size()][];
    for (int j = 0; j < unit.length; j++) {
      unit[j] = unitColumn(table.column(live.get(j)));
    }
    Broadcast<double[][]> columns = spark.broadcast(unit);
    List<double[]> rows =
        OrderedTasks.map(spark, unit.length, index -> row(columns.value(), index));
    columns.destroy();
    return rows.toArray(double[][]::new);
  }

  /** Mean of |first − second| over all entries. */
  static double meanDifference(double[][] first, double[][] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < first.length; j++) {
        sum += Math.abs(first[i][j] - second[i][j]);
      }
    }
    return first.length == 0 ? 0 : sum / first.length / first.length;
  }

  private static double[] row(double[][] columns, int index) {
    double[] row = new double[columns.length];
    for (int j = 0; j < row.length; j++) {
      row[j] = j == index ? 1 : dot(columns[index], columns[j]);
    }
    return row;
  }

  private static double dot(double[] first, double[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += first[i] * second[i];
    }
    return sum;
  }

  /** The column less its mean, of length 1; zeros for a constant column. */
  private static double[] unitColumn(double[] column) {
    double mean = StatUtils.mean(column);
    double norm = Math.sqrt(StatUtils.populationVariance(column, mean) * column.length);
    for (int i = 0; i < column.length; i++) {
      column[i] = norm > 0 ? (column[i] - mean) / norm : 0;
    }
    return column;
  }
}
