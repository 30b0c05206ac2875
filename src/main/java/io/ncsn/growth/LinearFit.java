package io.ncsn.growth;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * A cost as a sum of terms with constants from 0 on, fitted by least squares of relative errors:
 * cheap points count as much as dear ones. A term whose constant would be negative is left out.
 *
 * @param constants one a term
 * @param worst greatest relative error at the points it was fitted to
 */
@SuppressWarnings("ArrayRecordComponent")
public record LinearFit(double[] constants, double worst) {

  /**
   * A measured point.
   *
   * @param terms what each constant is multiplied by
   * @param cost more than 0
   */
  public record Point(double[] terms, double cost) {}

  /** The fit to {@code points}, of which there are more than terms. */
  public static LinearFit of(List<Point> points) {
    int terms = points.get(0).terms().length;
    double[] constants = new double[terms];
    List<Integer> used = IntStream.range(0, terms).boxed().toList();
    while (true) {
      double[] found = regression(points, used);
      int least =
          IntStream.range(0, found.length)
              .boxed()
              .min((i, j) -> Double.compare(found[i], found[j]))
              .orElseThrow();
      if (found[least] >= 0) {
        for (int i = 0; i < found.length; i++) {
          constants[used.get(i)] = found[i];
        }
        return new LinearFit(constants, worst(points, constants));
      }
      Integer dropped = used.get(least);
      used = used.stream().filter(term -> !term.equals(dropped)).toList();
    }
  }

  private static double[] regression(List<Point> points, List<Integer> used) {
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.setNoIntercept(true);
    regression.newSampleData(
        DoubleStream.generate(() -> 1).limit(points.size()).toArray(),
        points.stream()
            .map(point -> used.stream().mapToDouble(i -> point.terms()[i] / point.cost()).toArray())
            .toArray(double[][]::new));
    return regression.estimateRegressionParameters();
  }

  private static double worst(List<Point> points, double[] constants) {
    return points.stream()
        .mapToDouble(point -> Math.abs(cost(constants, point.terms()) / point.cost() - 1))
        .max()
        .orElseThrow();
  }

  /** The cost that the fit gives at these terms. */
  public double at(double... terms) {
    return cost(constants, terms);
  }

  private static double cost(double[] constants, double[] terms) {
    return IntStream.range(0, terms.length).mapToDouble(i -> constants[i] * terms[i]).sum();
  }

  @Override
  public String toString() {
    return Arrays.toString(constants) + ", worst " + worst;
  }
}
