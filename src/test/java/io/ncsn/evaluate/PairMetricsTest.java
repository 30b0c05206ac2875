package io.ncsn.evaluate;

import static io.ncsn.evaluate.Tables.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PairMetricsTest {
  private static final int ROWS = 1000;

  @Test
  void mmdOfShiftedGaussiansIsItsClosedForm() {
    Matrix first = gaussian(ROWS, 1, 0, 0);
    Matrix second = gaussian(ROWS, 2, 1.5, 0);
    double width = medianSquare(first, second);

    double mmd2 = PairMetrics.of(Tables.spark(), first, second).mmd2();

    // x − y ~ N(δ, 2I): E exp(−‖x − y‖²/g) = (g/(g + 4))^(d/2) exp(−‖δ‖²/(g + 4)), here d = 2.
    double within = width / (width + 4);
    double across = within * Math.exp(-1.5 * 1.5 / (width + 4));
    assertThat(mmd2).isCloseTo(2 * (within - across), within(0.02));
  }

  @Test
  void mmdIsUnbiasedForEqualDistributions() {
    double sum = 0;
    for (int trial = 0; trial < 8; trial++) {
      Matrix first = gaussian(100, 100 + trial, 0, 0);
      Matrix second = gaussian(100, 200 + trial, 0, 0);
      sum += PairMetrics.of(Tables.spark(), first, second).mmd2();
    }
    // The biased estimate would be near 2/100 · (1 − E k) ≈ 0.01; one unbiased trial deviates by
    // about 0.003.
    assertThat(sum / 8).isCloseTo(0, within(0.005));
  }

  @Test
  void equalDistributionsCannotBeToldApart() {
    Matrix first = gaussian(ROWS, 1, 0, 0, 0);
    Matrix second = gaussian(ROWS, 2, 0, 0, 0);

    double accuracy = PairMetrics.of(Tables.spark(), first, second).accuracy();

    assertThat(accuracy).isCloseTo(0.5, within(5 * 0.5 / Math.sqrt(2 * ROWS)));
  }

  @Test
  void separateTablesAreAlwaysToldApart() {
    Matrix first = gaussian(200, 1, 0, 0);
    Matrix second = gaussian(200, 2, 100, 0);

    assertThat(PairMetrics.of(Tables.spark(), first, second).accuracy()).isEqualTo(1);
  }

  @Test
  void copiesAreNearestToTheirOriginals() {
    Matrix table = gaussian(200, 1, 0, 0);

    assertThat(PairMetrics.of(Tables.spark(), table, table).accuracy()).isZero();
  }

  @Test
  void rowsAtTheSameDistanceShareTheVote() {
    Matrix constant = new Matrix(10, 1, new double[10]);

    // Every row has 9 equals in its own table and 10 in the other.
    assertThat(PairMetrics.of(Tables.spark(), constant, constant).accuracy())
        .isCloseTo(9.0 / 19, within(1e-12));
  }

  private static double medianSquare(Matrix first, Matrix second) {
    double[] squares = new double[first.rows() * second.rows()];
    for (int i = 0; i < squares.length; i++) {
      int row = i / second.rows();
      int other = i % second.rows();
      squares[i] =
          Math.pow(first.at(row, 0) - second.at(other, 0), 2)
              + Math.pow(first.at(row, 1) - second.at(other, 1), 2);
    }
    Arrays.sort(squares);
    return squares[squares.length / 2];
  }
}
