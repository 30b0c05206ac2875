package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

class InterpolationTest {
  private static final int DIMENSION = 3;

  private static double[] rows(Interpolation interpolation, long from, int count) {
    float[] filled = new float[count * DIMENSION];
    interpolation.normals(from, DIMENSION).fill(filled, filled.length);
    double[] rows = new double[filled.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = filled[i];
    }
    return rows;
  }

  private static double first(long seed, int column) {
    var normal = Streams.normals(Streams.of(seed, Purpose.SAMPLING, 0));
    double value = 0;
    for (int j = 0; j <= column; j++) {
      value = normal.sample();
    }
    return value;
  }

  @Test
  void itGoesFromTheOneSeedsFirstNoiseToTheOthers() {
    double[] rows = rows(new Interpolation(4, 9, 5), 0, 5);
    for (int j = 0; j < DIMENSION; j++) {
      double a = first(4, j);
      double b = first(9, j);
      assertThat(rows[j]).isEqualTo((float) a);
      assertThat(rows[2 * DIMENSION + j]).isCloseTo((a + b) / Math.sqrt(2), within(1e-6));
      assertThat(rows[4 * DIMENSION + j]).isCloseTo(b, within(1e-6));
    }
  }

  @Test
  void aBlockGoesOnWhereTheOneBeforeEnds() {
    Interpolation interpolation = new Interpolation(4, 9, 10);
    double[] whole = rows(interpolation, 0, 10);
    double[] later = rows(interpolation, 7, 3);
    assertThat(later).containsExactly(java.util.Arrays.copyOfRange(whole, 21, 30));
    assertThat(interpolation.at(9)).isEqualTo(1);
    assertThat(interpolation.at(300)).isEqualTo(1);
  }

  /** Over seeds, each point on the way has variance 1: within four standard errors, √(2/n). */
  @Test
  void everyPointOnTheWayIsAsLikelyAsTheEnds() {
    int seeds = 4000;
    SummaryStatistics[] byRow = new SummaryStatistics[4];
    java.util.Arrays.setAll(byRow, i -> new SummaryStatistics());
    for (int seed = 0; seed < seeds; seed++) {
      double[] rows = rows(new Interpolation(seed, seed + seeds, byRow.length), 0, byRow.length);
      for (int i = 0; i < rows.length; i++) {
        byRow[i / DIMENSION].addValue(rows[i]);
      }
    }
    for (SummaryStatistics row : byRow) {
      assertThat(row.getVariance()).isCloseTo(1, within(4 * Math.sqrt(2.0 / (seeds * DIMENSION))));
    }
  }
}
