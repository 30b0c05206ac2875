package io.ncsn.job;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.testing.LocalSpark;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table with columns of vectors beside others, whose joint distribution is known. Of {@code v},
 * the first number is N(3, 1) in rows of x and N(−3, 1) in rows of y, and the second is N(first/2,
 * 1). {@code w} is a Spark ML vector: three numbers of which the second is 1 in rows of x, or null
 * in each 11th row.
 */
final class KnownVectors {
  /** Numbers are rounded to it. */
  private static final double STEP = 1e-3;

  private KnownVectors() {}

  static Dataset<Row> table(int rows) {
    return LocalSpark.session()
        .range(0, rows, 1, 3)
        .selectExpr(
            "id",
            "if(pmod(id * 0.6180339887498949D, 1) < 0.7, 'x', 'y') as a",
            normal(0.5698402909980532, 0.8191725133961645) + " as z",
            normal(0.7548776662466927, 0.4142135623730951) + " as e")
        .withColumn("n", expr("round(if(a = 'x', 3, -3) + z, 3)"))
        .withColumn("v", expr("array(n, round(n / 2 + e, 3))"))
        .withColumn(
            "w",
            when(
                expr("id % 11 != 3"),
                array_to_vector(expr("array(id % 5 - 2D, if(a = 'x', 1D, 0D), id % 997 / 8D)"))))
        .select("a", "v", "w");
  }

  private static String normal(double step, double other) {
    return "sqrt(-2 * ln(1 - 0.99999 * pmod(id * %sD, 1))) * cos(2 * pi() * pmod(id * %sD, 1))"
        .formatted(step, other);
  }

  /** Requires that the cell of a column {@code w} could be one of the table. */
  static void assertOfTable(DenseVector vector) {
    assertThat(vector.size()).isEqualTo(3);
    assertThat(vector.apply(0)).isIn(-2.0, -1.0, 0.0, 1.0, 2.0);
    assertThat(vector.apply(1)).isIn(0.0, 1.0);
    assertThat(vector.apply(2) * 8).isEqualTo(Math.rint(vector.apply(2) * 8)).isBetween(0.0, 996.0);
  }

  /** Requires that the second number of {@code v} is N(first/2, 1). */
  static void assertResiduals(Dataset<Row> rows) {
    double[] rest =
        rows.selectExpr("v[1] - v[0] / 2").collectAsList().stream()
            .mapToDouble(row -> row.getDouble(0))
            .toArray();
    assertThat(StatUtils.mean(rest)).isCloseTo(0, within(.1));
    assertThat(StatUtils.variance(rest)).isCloseTo(1, within(.2));
  }

  /** Returns the share of y. */
  static double ofY(Dataset<Row> rows) {
    return rows.filter("a = 'y'").count() / (double) rows.count();
  }

  /** Returns ln P of {@code a}, {@code v} and an empty {@code w}, which a row is given as. */
  static double known(Row row) {
    List<Double> v = row.getList(1);
    boolean x = row.getString(0).equals("x");
    double first = v.get(0) - (x ? 3 : -3);
    double second = v.get(1) - v.get(0) / 2;
    return Math.log((x ? 0.7 : 0.3) / 11 * STEP * STEP / (2 * Math.PI))
        - (first * first + second * second) / 2;
  }
}
