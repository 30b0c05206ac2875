package io.ncsn.job;

import io.ncsn.data.codec.Scaler;
import io.ncsn.evaluate.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * The square of the plane that pictures show: most of the points and a margin. Its sides are equal
 * in standardised units.
 *
 * @param x x of the centre, standardised
 * @param y y of the centre, standardised
 * @param half half of the side, standardised
 */
record PlaneView(Scaler scaler, double x, double y, double half) {
  /** Percentage of the points on either side that may be outside the picture. */
  private static final double TAIL_PERCENT = 0.2;

  private static final double MARGIN = 1.2;

  /**
   * Returns the view around the points of {@code matrix}, [n, 2], in data units.
   *
   * @param scaler conversion from data units to standardised units
   */
  static PlaneView around(Matrix matrix, Scaler scaler) {
    double[] middle = new double[2];
    double half = 0;
    for (int axis = 0; axis < 2; axis++) {
      Percentile percentile = new Percentile();
      percentile.setData(matrix.column(axis));
      double low = scaler.toUnit(axis, percentile.evaluate(TAIL_PERCENT));
      double high = scaler.toUnit(axis, percentile.evaluate(100 - TAIL_PERCENT));
      middle[axis] = (low + high) / 2;
      half = Math.max(half, MARGIN * (high - low) / 2);
    }
    return new PlaneView(scaler, middle[0], middle[1], half > 0 ? half : 1);
  }

  /** Returns least x, least y, greatest x and greatest y in data units. */
  double[] extent() {
    return new double[] {
      scaler.fromUnit(0, x - half),
      scaler.fromUnit(1, y - half),
      scaler.fromUnit(0, x + half),
      scaler.fromUnit(1, y + half)
    };
  }

  /**
   * Returns the standardised centres of {@code side} × {@code side} cells, row-major [side², 2].
   * The line with the least y comes first, and each line starts at the least x.
   */
  float[] centres(int side) {
    float[] centres = new float[2 * side * side];
    for (int i = 0; i < side * side; i++) {
      centres[2 * i] = (float) (x + half * ((2 * (i % side) + 1.0) / side - 1));
      centres[2 * i + 1] = (float) (y + half * ((2 * (i / side) + 1.0) / side - 1));
    }
    return centres;
  }

  /** Converts standardised points, row-major [n, 2], to data units. */
  List<double[]> inDataUnits(float[] units) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < units.length; i += 2) {
      points.add(new double[] {scaler.fromUnit(0, units[i]), scaler.fromUnit(1, units[i + 1])});
    }
    return points;
  }

  /** Returns row-major [n, 2] as n pairs. */
  static List<double[]> pairs(float[] rows) {
    double[][] pairs = new double[rows.length / 2][];
    Arrays.setAll(pairs, i -> new double[] {rows[2 * i], rows[2 * i + 1]});
    return List.of(pairs);
  }
}
