package io.ncsn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
  private static final long SEED = 20_261_129;

  /** Tables whose means and covariances are exact, whatever the chance. */
  @Test
  void isThatOfTheNormalDistributionsInClosedForm() {
    // Rows ±a along each axis: the mean is 0, the covariance diagonal.
    Matrix first = axes(new double[] {1, 2, 3}, new double[3]);
    Matrix second = axes(new double[] {4, 2, 0.5}, new double[] {1, -2, 5});
    double unit = 2.0 / 5; // six rows, of which two lie on each axis: variance 2a²/5
    double expected = 1 + 4 + 25 + unit * (9 + 0 + 6.25); // ‖μ‖² + Σ (a − b)², as they commute
    assertThat(FrechetDistance.of(first, second)).isCloseTo(expected, within(1e-9));
    assertThat(FrechetDistance.of(second, first)).isCloseTo(expected, within(1e-9));
    assertThat(FrechetDistance.of(first, first)).isCloseTo(0, within(1e-9));
  }

  @Test
  void isRightForCovariancesThatDoNotCommute() {
    // In two dimensions tr (Σ₁Σ₂)^½ = √(tr Σ₁Σ₂ + 2 √(det Σ₁ det Σ₂)).
    Random random = new Random(SEED);
    for (int i = 0; i < 20; i++) {
      Matrix first = normal(random, 40);
      Matrix second = normal(random, 31);
      assertThat(FrechetDistance.of(first, second))
          .as("seed %d, case %d", SEED, i)
          .isCloseTo(inClosedForm(first, second), within(1e-9));
    }
  }

  private static double inClosedForm(Matrix first, Matrix second) {
    double[] one = moments(first);
    double[] other = moments(second);
    double crossed = one[2] * other[2] + 2 * one[3] * other[3] + one[4] * other[4];
    double determinants =
        (one[2] * one[4] - one[3] * one[3]) * (other[2] * other[4] - other[3] * other[3]);
    return Math.pow(one[0] - other[0], 2)
        + Math.pow(one[1] - other[1], 2)
        + one[2]
        + one[4]
        + other[2]
        + other[4]
        - 2 * Math.sqrt(crossed + 2 * Math.sqrt(determinants));
  }

  /** Means of x and y, variance of x, covariance, variance of y. */
  private static double[] moments(Matrix rows) {
    double[] sums = new double[5];
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < rows.rows(); i++) {
        double x = rows.at(i, 0);
        double y = rows.at(i, 1);
        if (pass == 0) {
          sums[0] += x / rows.rows();
          sums[1] += y / rows.rows();
        } else {
          sums[2] += (x - sums[0]) * (x - sums[0]) / (rows.rows() - 1);
          sums[3] += (x - sums[0]) * (y - sums[1]) / (rows.rows() - 1);
          sums[4] += (y - sums[1]) * (y - sums[1]) / (rows.rows() - 1);
        }
      }
    }
    return sums;
  }

  private static Matrix normal(Random random, int rows) {
    double[] mix = random.doubles(4, -2, 2).toArray();
    double[] values = new double[2 * rows];
    for (int i = 0; i < rows; i++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      values[2 * i] = mix[0] * x + mix[1] * y + mix[2];
      values[2 * i + 1] = mix[2] * x + mix[3] * y;
    }
    return new Matrix(rows, 2, values);
  }

  private static Matrix axes(double[] lengths, double[] mean) {
    int columns = lengths.length;
    double[] values = new double[2 * columns * columns];
    for (int i = 0; i < 2 * columns; i++) {
      for (int j = 0; j < columns; j++) {
        double there = j == i / 2 ? lengths[j] * (i % 2 == 0 ? 1 : -1) : 0;
        values[i * columns + j] = mean[j] + there;
      }
    }
    return new Matrix(2 * columns, columns, values);
  }
}
