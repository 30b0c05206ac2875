package io.ncsn.evaluate.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks the fit by the conditions that hold at the minimum. */
class LogisticModelTest {
  private static final int ROWS = 101;

  @Test
  void atTheMinimumTheErrorsOfEachFeatureAddUpToItsWeight() {
    double[] x = new double[ROWS];
    int[] codes = new int[ROWS];
    double[] labels = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      x[i] = i % 13 == 0 ? Double.NaN : 1e4 * Math.sin(i);
      codes[i] = i % 5 - 1;
      labels[i] = Math.sin(i) + Math.cos(3.0 * i) + i % 5 > 2 ? 1 : 0;
    }
    MixedTable table =
        new MixedTable(ROWS, List.of(new NumberCells(x), new CategoryCells(codes, 4)));
    SparseRows rows = OneHot.of(table).rows(table);

    double[] weights = LogisticModel.fit(rows, labels);

    double[] errors = rows.times(weights);
    for (int i = 0; i < ROWS; i++) {
      errors[i] = labels[i] - 1 / (1 + Math.exp(-errors[i]));
    }
    double[] sums = rows.combine(errors);
    for (int k = 0; k < rows.width(); k++) {
      assertThat(sums[k]).as("feature %d", k).isCloseTo(weights[k], within(1e-4));
    }
    assertThat(sums[rows.width()]).as("no ridge on the intercept").isCloseTo(0, within(1e-4));
    assertThat(Arrays.stream(weights).map(Math::abs).max().getAsDouble()).isGreaterThan(0.5);
  }

  @Test
  void numbersAreScaledByTheirQuartilesAndNullsAreTheMean() {
    MixedTable table =
        new MixedTable(6, List.of(new NumberCells(new double[] {0, 1, 2, 3, 14, Double.NaN})));

    double[][] values = OneHot.of(table).rows(table).values();

    // Median 2, quartiles 1 and 3, mean 4.
    assertThat(values[0]).containsExactly(-1, -0.5, 0, 0.5, 6, 1);
  }
}
